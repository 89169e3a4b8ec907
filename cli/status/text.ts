import type { Colors } from "picocolors/types.js";
import type { FailingMessage } from "../../functions/runtime/aws/operations/failing.ts";
import type { QueueStatus, SystemStatus } from "../../functions/runtime/aws/operations/status.ts";
import type { Stopped } from "../../functions/runtime/aws/operations/stopped.ts";
import { keyOf } from "../../functions/runtime/envelope.ts";
import { age, between } from "../age.ts";
import { type Cell, table } from "../table.ts";
import { counted, isBehind, isOld, type Look, verdict } from "./verdict.ts";

interface Row {
  readonly cells: readonly Cell[];
  readonly state: "well" | "busy" | "bad";
}

/** A table whose lines are coloured by how each is; none without rows. */
function rowsOf(head: readonly string[], rows: readonly Row[], { dim, red }: Colors): string[] {
  const plain = (text: string) => text;
  const paints = { well: dim, busy: plain, bad: red };
  const cells = rows.map((row) => row.cells);
  const [title = "", ...lines] = table(head, cells, plain, []);
  return rows.length === 0 ? [] : [dim(title), ...lines.map((line, i) => paints[rows[i]?.state ?? "busy"](line)), ""];
}

function queueRow(queue: QueueStatus): Row {
  const { consumer, visible, inFlight, delayed, oldest, deadLetters, reasons } = queue;
  const why = reasons.map(({ code, count }) => `${count} × ${code}`).join(", ");
  const cells = [consumer, `${visible}`, `${inFlight}`, `${delayed}`, age(oldest), `${deadLetters}`, why];
  const busy = visible + inFlight + delayed > 0;
  return { cells, state: deadLetters > 0 || isOld(queue) ? "bad" : busy ? "busy" : "well" };
}

function failingRow({ consumer, type, id, attempts, first, next, code, state }: FailingMessage, now: string): Row {
  const tries = state === "waiting" ? "waits" : `${attempts}`;
  const cells = [consumer, type ?? "", tries, between(first, now), `in ${between(now, next)}`, code ?? "", id];
  return { cells, state: state === "waiting" ? "busy" : "bad" };
}

function stoppedRow({ consumer, stream, letter, since }: Stopped, now: string): Row {
  const what = stream === undefined ? `all of ${consumer}` : `key ${keyOf(stream)} of ${consumer}`;
  return { cells: [what, letter, since === undefined ? "–" : between(since, now)], state: "bad" };
}

const WAY_ON =
  "they go on when the letter is answered: mend its cause and `bugle dead-letters redrive` it, or `bugle dead-letters resolve` it";

function relayLine({ relay, undeliverable }: SystemStatus, { dim, red }: Colors): string {
  const lost = Object.entries(undeliverable).map(([by, count]) => `${by} ${count}`);
  const text = `relay: behind ${age(relay.behind)}, set aside ${relay.setAside}, given up ${relay.deadLetters}; undeliverable: ${lost.join(", ")}`;
  const bad = relay.setAside + relay.deadLetters > 0 || Object.values(undeliverable).some((count) => count > 0);
  return bad || isBehind(relay) ? red(text) : dim(text);
}

function systemText(system: SystemStatus, { at: now, notRun }: Look, colors: Colors): string[] {
  const { name, queues, failing, stopped, due, cut } = system;
  const head = ["queue", "visible", "in flight", "delayed", "oldest", "dead letters", "by reason"];
  const again = ["failing at", "message", "attempts", "since", "next try", "error", "id"];
  const behind = ["stopped", "waits for letter", "since"];
  const late = due.map(
    ({ consumer, atMost }) => `${consumer}: at most ${atMost} tried before and due, or handled since`,
  );
  return [
    colors.bold(name) + (notRun.includes(name) ? colors.yellow(" (not run here; its messages wait)") : ""),
    ...rowsOf(head, queues.map(queueRow), colors),
    ...rowsOf(
      again,
      failing.map((message) => failingRow(message, now)),
      colors,
    ),
    ...rowsOf(
      behind,
      stopped.map((each) => stoppedRow(each, now)),
      colors,
    ),
    ...(stopped.length > 0 ? [colors.yellow(WAY_ON), ""] : []),
    ...late.map(colors.dim),
    ...(cut
      ? [colors.yellow("more has failed in 30 days than one look reads; some failing messages are not shown")]
      : []),
    relayLine(system, colors),
    "",
  ];
}

function sagasText({ sagas, at }: Look, colors: Colors): string[] {
  if (!sagas) return [colors.dim("sagas: not counted; --sagas reads the whole journal for it"), ""];
  const rows = sagas.waiting.map(({ saga, wait, count, oldest, late }): Row => {
    return { cells: [saga, wait, `${count}`, between(oldest, at), `${late}`], state: late > 0 ? "bad" : "busy" };
  });
  const unread = sagas.unread.map(({ saga, count }) => `${saga}: ${count} that this code cannot read`);
  const none = rows.length === 0 ? [colors.dim("sagas: none waits"), ""] : [];
  return [...rowsOf(["saga", "waits for", "how many", "oldest", "past its time"], rows, colors), ...none, ...unread];
}

/** A look as text: where, each system's queues and failures, and in the last line whether all is well. */
export function asText(look: Look, problems: readonly string[], colors: Colors): string {
  const { place, systems, busUndeliverable, failedRecords, notRun } = look;
  const { objects, more, bucket } = failedRecords;
  const shared = `bus: undeliverable ${busUndeliverable}; failed records: ${counted(objects, "object")}${more ? " or more" : ""} in ${bucket}`;
  return [
    place,
    "",
    ...systems.flatMap((system) => systemText(system, look, colors)),
    ...sagasText(look, colors),
    busUndeliverable + objects > 0 ? colors.red(shared) : colors.dim(shared),
    "",
    (problems.length === 0 ? colors.green : colors.red)(verdict(problems, notRun)),
  ].join("\n");
}
