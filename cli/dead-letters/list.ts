import { idOf } from "../../functions/runtime/aws/operations/letter.ts";
import { listLetters, type Shown } from "../../functions/runtime/aws/operations/list-letters.ts";
import { between } from "../age.ts";
import { stdoutColors } from "../colors.ts";
import type { PlaceOptions } from "../place/open.ts";
import { inPlace } from "../place.ts";
import { oneLine } from "../printable.ts";
import { counted } from "../status/verdict.ts";
import { table } from "../table.ts";
import { boxesNamed } from "./boxes.ts";
import { waitingFor, whyOf, withoutData } from "./letter-json.ts";

export interface ListOptions extends PlaceOptions {
  readonly limit: number;
  readonly json?: true;
}

const HEAD = ["dead letters of", "message", "reason", "attempts", "failed for", "died", "id"];
/** A message may fail for reasons of any length; `show` has all of it. */
const WIDTH = 60;

const short = (text: string) => (text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text);

function rowsOf({ box, letters }: Shown, now: string): string[][] {
  return letters.map((letter) => {
    const { envelope, reason, sent } = letter;
    const { code, says } = whyOf(letter);
    const lasted = reason ? between(reason.first, reason.last) : "–";
    const died = `${between(reason?.last ?? sent, now)} ago`;
    const why = short(`${code}: ${says.replaceAll(/\s+/g, " ")}`);
    const type = envelope?.type ?? "unreadable";
    return [box.name, type, why, `${reason?.attempts ?? "–"}`, lasted, died, idOf(letter)].map(oneLine);
  });
}

function hiddenText({ box, letters, count }: Shown): string[] {
  const more = count - letters.length;
  if (more <= 0) return [];
  return [`${box.name}: ${more} more not shown: beyond --limit, in another's hands, or behind ten of their FIFO group`];
}

const stoppedText = ({ letters }: Shown): string[] =>
  letters.flatMap((letter) => {
    const waiting = waitingFor(letter);
    return waiting ? [oneLine(`${waiting} waits until ${idOf(letter)} is redriven or resolved`)] : [];
  });

function asText(title: string, shown: readonly Shown[], now: string): string {
  const { dim, red } = stdoutColors();
  const rows = shown.flatMap((each) => rowsOf(each, now));
  const hidden = shown.flatMap(hiddenText);
  const stopped = shown.flatMap(stoppedText);
  const body = rows.length === 0 ? [] : [...table(HEAD, rows, dim, [red]), ...stopped, ...hidden.map(dim), ""];
  return [title, "", ...body, rows.length === 0 ? "no dead letters" : counted(rows.length, "dead letter")].join("\n");
}

export async function list(consumer: string | undefined, options: ListOptions): Promise<void> {
  await inPlace(options, async (place) => {
    const { title, looking } = place;
    const boxes = boxesNamed(place, consumer);
    const shown = await Promise.all(boxes.map((box) => listLetters(looking.sqs, box, options.limit)));
    if (!options.json) {
      process.stdout.write(`${asText(title, shown, new Date().toISOString())}\n`);
      return;
    }
    const letters = shown.flatMap((each) => each.letters.map((letter) => withoutData(each.box, letter)));
    const counts = Object.fromEntries(shown.map(({ box, count }) => [box.name, count]));
    process.stdout.write(`${JSON.stringify({ place: title, counts, letters }, null, 2)}\n`);
  });
}
