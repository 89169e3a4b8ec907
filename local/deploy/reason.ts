import { stripVTControlCharacters } from "node:util";

const NOISE = /^(?:\s*at |Node\.js v|\[warning\]|✨|\s*[|│]|Outputs:|Stack ARN:|\s*\^+\s*$|node:internal)/i;
const TELLING = /❌|\berror\b|\bfailed\b|exception|cannot|not found|no such|invalid/i;
/** How the CLI says that the app itself ended badly: then all that the app said counts. */
const APP_FAILED = /Subprocess exited with error/;

/** What the CDK CLI gives as reason, in at most `most` lines: what the app said, or the lines that speak of an error, else the last ones. */
export function reasonOf(output: string, most = 12): string {
  const lines = stripVTControlCharacters(output)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "" && !NOISE.test(line));
  const end = lines.findIndex((line) => APP_FAILED.test(line));
  const telling = lines.filter((line) => TELLING.test(line));
  const reason = end > 0 ? lines.slice(0, end) : telling.length > 0 ? telling : lines;
  return [...new Set(reason)].slice(-most).join("\n");
}
