import { idOf, isCalled, type Letter } from "../../functions/runtime/aws/operations/letter.ts";
import type { LetterBox } from "../../functions/runtime/aws/operations/letter-box.ts";
import { type Redriven, redrive } from "../../functions/runtime/aws/operations/redrive.ts";
import { stdoutColors } from "../colors.ts";
import { misused } from "../failure.ts";
import type { Place, PlaceOptions } from "../place/open.ts";
import { inPlace } from "../place.ts";
import { oneLine } from "../printable.ts";
import { counted } from "../status/verdict.ts";
import { boxesNamed } from "./boxes.ts";
import { noSuchLetter } from "./find.ts";

export interface RedriveOptions extends PlaceOptions {
  readonly id?: string;
  readonly all?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Where letters of a box go, in words. */
const goal = ({ name, kind }: LetterBox) =>
  kind === "consumer" ? `the queue of ${name}` : "the retry queue of their relay, for their road";

const lines = (letters: readonly Letter[]) =>
  letters.map((letter) => oneLine(`  ${letter.envelope?.type ?? "unreadable"} ${idOf(letter)}`));

function textOf({ box, sent, refused, cameBack, left }: Redriven, { dryRun }: RedriveOptions): string[] {
  const { bold, dim, red } = stdoutColors();
  const went = dryRun ? "would go back to" : "went back to";
  return [
    ...(sent.length > 0 ? [bold(`${counted(sent.length, "letter")} ${went} ${goal(box)}:`), ...lines(sent)] : []),
    ...refused.map(({ letter, reason }) => red(oneLine(`  ${idOf(letter)} stays: ${reason}`))),
    ...cameBack.map((letter) => red(oneLine(`  ${idOf(letter)} is there again: its cause is not mended`))),
    ...(left > 0 && !dryRun ? [dim(`  ${box.name} holds ${counted(left, "letter")} still`)] : []),
  ];
}

const jsonOf = ({ box, sent, refused, cameBack, left }: Redriven) => ({
  box: box.name,
  to: goal(box),
  sent: sent.map(idOf),
  refused: refused.map(({ letter, reason }) => ({ id: idOf(letter), reason })),
  cameBack: cameBack.map(idOf),
  left,
});

function assertChosen(consumer: string | undefined, { id, all }: RedriveOptions): void {
  const named = consumer !== undefined || id !== undefined;
  if (named !== (all === true)) return;
  throw all
    ? misused("--all sends back the letters of every queue, and one is named", "Leave out one of the two.")
    : misused("which letters go back is not said", "Name a consumer, --id of one letter, or --all.");
}

const isAny = ({ sent, refused, cameBack }: Redriven) => sent.length + refused.length + cameBack.length > 0;

function print(title: string, some: readonly Redriven[], options: RedriveOptions): void {
  const text = [title, "", ...some.flatMap((each) => textOf(each, options))];
  const json = { place: title, dryRun: options.dryRun === true, redriven: some.map(jsonOf) };
  const none = some.length === 0 ? ["no such dead letter"] : [];
  process.stdout.write(`${options.json ? JSON.stringify(json, null, 2) : [...text, ...none].join("\n")}\n`);
}

/** What became of each box, and why the first that could not be emptied was not: the others go on meanwhile. */
async function redriveAll({ looking }: Place, boxes: readonly LetterBox[], { id, dryRun }: RedriveOptions) {
  let sent = 0;
  const onSent = () => {
    sent++;
    if (process.stderr.isTTY) process.stderr.write(`\r${counted(sent, "letter")} sent back`);
  };
  const wants = (letter: Letter) => id === undefined || isCalled(letter, id);
  const more = dryRun ? { dryRun } : { onSent };
  const all = await Promise.allSettled(boxes.map((box) => redrive(looking.sqs, box, { wants, ...more })));
  if (sent > 0 && process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  const some = all.flatMap((each) => (each.status === "fulfilled" && isAny(each.value) ? [each.value] : []));
  return { some, failed: all.find((each) => each.status === "rejected") };
}

export async function redriveLetters(consumer: string | undefined, options: RedriveOptions): Promise<void> {
  assertChosen(consumer, options);
  await inPlace(options, async (place) => {
    const { some, failed } = await redriveAll(place, boxesNamed(place, consumer), options);
    if (some.length > 0 || !(failed || options.id)) print(place.title, some, options);
    if (failed) throw failed.reason;
    if (some.length === 0 && options.id !== undefined) throw noSuchLetter(options.id);
    if (some.some(({ refused, cameBack }) => refused.length + cameBack.length > 0)) process.exitCode = 1;
  });
}
