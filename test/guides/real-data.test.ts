import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../cli/run.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/real-data.md"), "utf8");
const printed = [...guide.matchAll(/<!-- printed by: (.+) -->\n```text\n([\s\S]*?)```/g)].map(([, command, text]) => ({
  command: command ?? "",
  text: text ?? "",
}));

test.each(printed)("what the guide shows of `$command` is what it prints", async ({ command, text }) => {
  const { stdout, code } = await run(...command.split(" "));
  expect(stdout).toBe(text);
  expect(code).toBe(0);
});

test("the guide shows two files", () => {
  expect(printed).toHaveLength(2);
});

test("every option that the guide names is one of the commands", async () => {
  const helps = await Promise.all(
    ["load market-data", "load readings", "simulate devices"].map((command) => run(...command.split(" "), "--help")),
  );
  const known = helps.map(({ stdout }) => stdout).join("\n");
  const named = new Set([...guide.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option));
  expect(named.size).toBeGreaterThan(15);
  expect([...named].filter((option) => !known.includes(`${option} `))).toEqual([]);
});
