import { describe, expect, test } from "vitest";
import { fixtures, sound } from "./architecture/fixtures.ts";
import { importsOf } from "./architecture/imports.ts";
import { type RuleTitle, rules } from "./architecture/rules.ts";
import { readTree } from "./architecture/tree.ts";

const titles = Object.keys(rules) as RuleTitle[];
const tree = readTree();

describe("in this tree", () => {
  test.each(titles)("%s", (title) => {
    expect(rules[title](tree)).toEqual([]);
  });
});

describe("a tree is told of its fault where not", () => {
  test.each(titles)("%s", (title) => {
    const { files, says } = fixtures[title];
    expect(rules[title](files)).toEqual(says);
  });
});

describe("no fault is found", () => {
  test.each(titles)("in a sound tree, where %s", (title) => {
    expect(rules[title](sound)).toEqual([]);
  });

  test.each(titles)("in an empty tree, where %s", (title) => {
    expect(rules[title]([])).toEqual([]);
  });
});

test("the rules look at this very file", () => {
  expect(tree.map(({ path }) => path)).toContain("test/architecture.test.ts");
});

describe("an import is found", () => {
  test.each([
    [`import a from "./x.ts"`, ["default"]],
    [`import a, { b as c, type D } from './x.ts'`, ["default", "b"]],
    [`import a, * as b from "./x.ts"`, ["default", "*"]],
    [`import{a}from"./x.ts"`, ["a"]],
    [`import {\n  a, // the first\n  b,\n} from "./x.ts"`, ["a", "b"]],
    [`import * as a from "./x.ts"`, ["*"]],
    [`import "./x.ts"`, ["*"]],
    [`import type { A } from "./x.ts"`, []],
    [`import type A from "./x.ts"`, []],
    [`import type from "./x.ts"`, ["default"]],
    [`import types from "./x.ts"`, ["default"]],
    [`const a = 1; export { a, default as b } from "./x.ts"`, ["a", "default"]],
    [`export * from "./x.ts" with { type: "json" }`, ["*"]],
    [`export * as a from "./x.ts"`, ["*"]],
    [`export type * from "./x.ts"`, []],
    [`const a = await import("./x.ts")`, ["*"]],
    ["const a = `$" + `{(await import("./x.ts")).a}\``, ["*"]],
  ])("in %j", (text, values) => {
    expect(importsOf({ path: "cli/a.ts", text })).toEqual([{ specifier: "./x.ts", target: "cli/x.ts", values }]);
  });

  test.each([
    `// import a from "./x.ts"`,
    `/*\nimport a from "./x.ts"\n*/`,
    "const a = `\nimport a from './x.ts'\n`",
    `const a = "import a from './x.ts'"`,
    `export const a = Array.from("./x.ts")`,
    `loader.import("./x.ts")`,
    "const a = import.meta.dirname",
    `const quote = /"/; // import("./x.ts")`,
  ])("nowhere in %j", (text) => {
    expect(importsOf({ path: "cli/a.ts", text })).toEqual([]);
  });
});
