import { idOf } from "../../functions/runtime/aws/operations/letter.ts";
import type { Manifest } from "../../functions/runtime/manifest.ts";
import { stdoutColors } from "../colors.ts";
import type { PlaceOptions } from "../place/open.ts";
import { inPlace } from "../place.ts";
import { printable } from "../printable.ts";
import { type Found, findLetter } from "./find.ts";
import { waitingFor, whyOf, withoutData } from "./letter-json.ts";

export interface ShowOptions extends PlaceOptions {
  readonly data?: true;
  readonly json?: true;
}

/** The files that handle such a letter. */
function filesOf({ systems }: Manifest, { box, letter }: Found): string[] {
  const consumers = systems.flatMap((system) => system.consumers).filter(({ name }) => name === box.name);
  const handlers = consumers.flatMap((consumer) => consumer.handlers);
  const own = handlers.filter(({ receives }) => receives.includes(letter.envelope?.type ?? ""));
  return (own.length > 0 ? own : handlers).map(({ file }) => `functions/${file}`);
}

const quoted = (text: string) => (/^[\w@./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The options that lead to the same place. */
const placed = ({ stage, region }: PlaceOptions) =>
  Object.entries({ stage, region })
    .map(([name, value]) => (value === undefined ? "" : ` --${name} ${quoted(value)}`))
    .join("");

function fieldsOf(found: Found, manifest: Manifest, options: ShowOptions): [name: string, value: string][] {
  const { box, letter } = found;
  const { envelope, reason, sent, body } = letter;
  const { code, says } = whyOf(letter);
  const files = filesOf(manifest, found);
  const tried = reason && `${reason.attempts}, first ${reason.first}, last ${reason.last}`;
  const shown = envelope ? JSON.stringify(envelope.data, null, 2) : body;
  return [
    ["dead letter of", box.name],
    ["reason", `${code}: ${says}`],
    ["help", reason?.help ?? ""],
    ["attempts", tried ?? ""],
    ["wait for it", waitingFor(letter) ?? ""],
    ["message", envelope ? `${envelope.kind} ${envelope.type}, version ${envelope.contractversion}` : "no envelope"],
    ["id", idOf(letter)],
    ["from", envelope ? `${envelope.source}, at ${envelope.time}` : `sent at ${sent}`],
    ["caused by", envelope?.causationid ?? ""],
    ["handled by", files.join(", ")],
    ["data", options.data ? shown : "hidden, since it may be personal; --data shows it"],
    ["its journey", envelope ? `npx bugle trace ${quoted(envelope.correlationid)}${placed(options)}` : ""],
    ["to send it back", `npx bugle dead-letters redrive ${box.name} --id ${quoted(idOf(letter))}${placed(options)}`],
  ];
}

export async function show(id: string, options: ShowOptions): Promise<void> {
  await inPlace(options, async (place) => {
    const found = await findLetter(place, id);
    const { letter, box } = found;
    if (options.json) {
      const { envelope, body } = letter;
      const data = options.data ? { data: envelope ? envelope.data : body } : {};
      process.stdout.write(
        `${JSON.stringify({ place: place.title, ...withoutData(box, letter), ...data }, null, 2)}\n`,
      );
      return;
    }
    const { dim } = stdoutColors();
    const fields = fieldsOf(found, place.loaded.manifest, options).filter(([, value]) => value !== "");
    const lines = fields.map(
      ([name, value]) => `${dim(name.padEnd(17))}${printable(value).replaceAll("\n", `\n${" ".repeat(17)}`)}`,
    );
    process.stdout.write(`${[place.title, "", ...lines].join("\n")}\n`);
  });
}
