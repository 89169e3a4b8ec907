import { stripVTControlCharacters } from "node:util";

const NOISE = /^(?:\s*at |Node\.js v|\[WARNING\]|\[Warning\]|✨|\s*[|│]|Outputs:|Stack ARN:|\s*\^+\s*$)/;
const TELLING = /❌|\berror\b|\bfailed\b|exception|cannot|not found|no such|invalid/i;

/** What the CDK CLI gives as reason, in at most `most` lines: those that speak of an error, else the last ones. */
export function reasonOf(output: string, most = 6): string {
  const lines = stripVTControlCharacters(output)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "" && !NOISE.test(line));
  const telling = lines.filter((line) => TELLING.test(line));
  return [...new Set((telling.length > 0 ? telling : lines).slice(-most))].join("\n");
}
