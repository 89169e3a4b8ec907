import { fileURLToPath } from "node:url";

/** A text of one file of the checkout, and what stands in its place while a mutant runs. */
export interface Fault {
  readonly file: string;
  /** Must stand exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const VARIABLE = "BUGLE_TEST_FAULT";

/** The environment that tells a process which fault it is to have. */
export const told = ({ file, find, replace }: Fault) => ({ [VARIABLE]: JSON.stringify({ file, find, replace }) });

/** The fault this process is to have. */
export const toldFault = (): Fault => JSON.parse(process.env[VARIABLE] ?? "");

/** The text with the fault in it; throws if its place is not there exactly once. */
export function withFault({ file, find, replace }: Fault, text: string): string {
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold this exactly once: ${find}`);
  return text.replace(find, () => replace);
}
