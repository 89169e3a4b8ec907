import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = ["README.md", "CHANGELOG.md", ...globSync("docs/**/*.md", { cwd: root })].map((page) => ({
  page,
  text: readFileSync(join(root, page), "utf8"),
}));

test.each(pages)("every snippet of $page stands in the file it names", ({ text }) => {
  const blocks = [...text.matchAll(/(<!-- from (\S+) -->\n)?```ts\n([\s\S]*?)```/g)];
  for (const [block, , file, code] of blocks) {
    expect(file, `a snippet names no file: ${block}`).toBeDefined();
    expect(readFileSync(join(root, file as string), "utf8"), `${file} has no such lines`).toContain(code?.trimEnd());
  }
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

test("the README has snippets", () => {
  expect(pages[0]?.text.match(/<!-- from /g)?.length).toBeGreaterThan(3);
});
