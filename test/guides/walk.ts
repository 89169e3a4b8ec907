import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { isReady, place, repo, start } from "../engine/start-fixture.ts";

/** A block of a guide for a shell. What the guide shows right below is the output of its last line, or of all if that does something. */
interface Step {
  /** What is done once. */
  readonly does: string;
  /** What only reads, and so is done until it answers what is shown, instead of the pause that a person is told to make. */
  readonly reads: string;
  readonly language: string;
  readonly shown: string | undefined;
}

/** Where a run answers unless told otherwise, as guides have it. */
const ADDRESS = "127.0.0.1:3000";
const PROBLEM = "urn:bugle:problem";
const DOES_SOMETHING = /(^|\s)(post|tell|-d|-X|--data-binary|npx)\s/;

function stepOf([, block = "", language = "", shown]: RegExpMatchArray): Step {
  const lines = block.trim().split("\n");
  const last = (lines.at(-1) ?? "").replace(/^sleep \d; /, "");
  const isRead = last.startsWith("curl ") && !DOES_SOMETHING.test(last);
  return { does: (isRead ? lines.slice(0, -1) : lines).join("\n"), reads: isRead ? last : "", language, shown };
}

const stepsOf = (guide: string): Step[] =>
  [...guide.matchAll(/```sh\n([\s\S]*?)```(?:\n```(json|text)\n([\s\S]*?)```)?/g)].map(stepOf);

const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".*")}$`);

/** What was shown, with `…` for whatever differs from run to run. */
function like(shown: unknown): unknown {
  if (shown === "…") return expect.anything();
  if (typeof shown === "string") return shown.includes("…") ? expect.stringMatching(pattern(shown)) : shown;
  if (Array.isArray(shown)) return shown.map(like);
  if (typeof shown !== "object" || shown === null) return shown;
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, like(value)]));
}

const expectedOf = ({ language }: Step, shown: string): unknown =>
  language === "json" ? like(JSON.parse(shown)) : shown.trim();

/** Text that fits what was shown is read as that, so that a difference can be seen. */
function read({ language, shown = "" }: Step, said: string): unknown {
  if (language === "json") return JSON.parse(said);
  const text = said.replaceAll("\r", "").trim();
  return pattern(shown.trim()).test(text) ? shown.trim() : text;
}

/** One shell for all of a guide, as its reader has; answers what a script prints, and throws when a line of it fails. */
function shell(env: NodeJS.ProcessEnv): (script: string) => Promise<string> {
  const bash = spawn("bash", { env, cwd: repo });
  let [said, complaint] = ["", ""];
  let look = () => {};
  bash.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    look();
  });
  bash.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  onTestFinished(() => {
    bash.kill("SIGKILL");
  });
  bash.stdin.write("trap 'failed=$?' ERR\n");
  return (script) =>
    new Promise((resolve, reject) => {
      [said, complaint] = ["", ""];
      look = () => {
        const end = /\n<end of a step: (\d+)>\n$/.exec(said);
        if (!end) return;
        if (end[1] === "0") resolve(said.slice(0, end.index));
        else reject(new Error(`exit code ${end[1]} of\n${script}\n${complaint}`));
      };
      bash.stdin.write(`failed=0; { ${script}\n} </dev/null; printf '\\n<end of a step: %s>\\n' $failed\n`);
    });
}

async function take(step: Step, run: (script: string) => Promise<string>): Promise<void> {
  const { does, reads, shown } = step;
  const said = does && (await run(does));
  if (reads === "" && shown !== undefined) return expect(read(step, said), does).toEqual(expectedOf(step, shown));
  expect(said, does).not.toContain(PROBLEM);
  if (reads === "") return;
  const expected = shown === undefined ? expect.not.stringContaining(PROBLEM) : expectedOf(step, shown);
  await expect.poll(async () => read(step, await run(reads)), { timeout: 10_000, message: reads }).toEqual(expected);
}

/**
 * Does what a guide says, block by block, beside a run in memory of the systems named, and compares what is printed with what the
 * guide shows. Where something is only read, it is read until it is so. Answers how many outputs were compared, and where the run
 * answers until the test has ended.
 */
export async function walk(page: string, ...systems: string[]): Promise<{ compared: number; api: string }> {
  const own = await place();
  await start(own, ...systems, "--memory", "--quiet").until(isReady);
  const text = readFileSync(join(repo, "docs", "guides", page), "utf8");
  expect(text).toContain(ADDRESS);
  const address = `127.0.0.1:${own.env["BUGLE_API_PORT"]}`;
  const steps = stepsOf(text.replaceAll(ADDRESS, address));
  const run = shell(own.env);
  for (const step of steps) await take(step, run);
  return { compared: steps.filter(({ shown }) => shown !== undefined).length, api: `http://${address}` };
}
