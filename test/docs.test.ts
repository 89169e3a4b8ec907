import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md", { cwd: root }).sort()].map(
  (page) => ({ page, text: readFileSync(join(root, page), "utf8") }),
);

test.each(pages)("every snippet of $page stands in the file it names", ({ text }) => {
  const blocks = [...text.matchAll(/(<!-- (from|write) (\S+) -->\n)?```ts\n([\s\S]*?)```/g)];
  for (const [block, , verb, file, code] of blocks) {
    expect(file, `a snippet names no file: ${block}`).toBeDefined();
    if (verb === "write") continue;
    expect(readFileSync(join(root, file as string), "utf8"), `${file} has no such lines`).toContain(code?.trimEnd());
  }
});

test("only the guide whose steps are carried out tells its reader to write files", () => {
  const writing = pages.filter(({ text }) => text.includes("<!-- write ")).map(({ page }) => page);
  expect(writing).toEqual(["docs/guides/subscriber.md"]);
});

test.each(pages)("every link and path of $page leads to a file", ({ page, text }) => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) =>
    join(dirname(join(root, page)), link ?? ""),
  );
  const paths = [...text.matchAll(/`((?:functions|infra|local|cli|test|docs)\/[\w./-]+)`/g)].map(([, path]) =>
    join(root, path ?? ""),
  );
  expect([...links, ...paths].filter((path) => !existsSync(path)).map((path) => relative(root, path))).toEqual([]);
});

test.each(pages)("every file that $page runs tests of is there", ({ text }) => {
  const files = [...text.matchAll(/(?:vitest run|npm test --)(?: --seed \d+)? (test\/[\w./-]+)/g)].map(
    ([, file]) => file ?? "",
  );
  const written = [...text.matchAll(/<!-- write (\S+) -->/g)].map(([, file]) => file);
  const matches = (file: string) => globSync(`${file}*`, { cwd: root }).length > 0 || written.includes(file);
  expect(files.filter((file) => !matches(file))).toEqual([]);
});

test("every file and test that the README's table of patterns names is there", () => {
  const [, table = ""] = /\n\| pattern \| file \| test \|\n.*\n((?:\|.*\n)+)/.exec(pages[0]?.text ?? "") ?? [];
  const rows = table.trim().split("\n");
  const systems = rows.map((row) => /\*\*(\w+)\*\*/.exec(row)?.[1]);
  const named = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");
  const places = rows.flatMap((row, i) => {
    const system = systems.slice(0, i + 1).findLast((each) => each !== undefined);
    const [, , files, tests] = row.split("|");
    const ofTest = (name: string) => (name.startsWith("test/") ? name : `test/systems/${system}/${name}.test.ts`);
    return [...named(files).map((file) => `functions/${system}/${file}`), ...named(tests).map(ofTest)];
  });
  expect(places.length).toBeGreaterThan(40);
  expect(places.filter((place) => globSync(place, { cwd: root }).length === 0)).toEqual([]);
});

test("the README has snippets", () => {
  expect(pages[0]?.text.match(/<!-- from /g)?.length).toBeGreaterThan(3);
});

test.each(pages.filter(({ page }) => page.startsWith("docs/guides/")))("$page is short", ({ text }) => {
  const lines = text.split("\n");
  expect(lines.length).toBeLessThanOrEqual(210);
  expect(lines.filter((line) => line.length > 160 && !line.startsWith("|"))).toEqual([]);
});
