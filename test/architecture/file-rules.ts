import { posix } from "node:path";
import type { Rule } from "./import-rules.ts";
import { deedsOf, type SourceFile } from "./source.ts";

const mostLines = 200;
const mostMedianLines = 60;
const nobodysFolder = new Set(["utils", "common", "shared", "helpers"]);
/** What Python imports has to be an identifier. */
const pythonModule = /^[a-z\d]+(?:_[a-z\d]+)*\.py$/;
const kebabCase = /^[a-z\d]+(?:-[a-z\d]+)*(?:\.[a-z\d]+(?:-[a-z\d]+)*)*$/;
const unfinished = new RegExp(`\\b(?:${["TO", "DO"].join("")}|${["FIX", "ME"].join("")})\\b`);
const impure =
  /\bDate\s*\.\s*now\b|\bnew\s+Date\b\s*(?:\(\s*\)|(?![\s(]))|\bMath\s*\.\s*random\b|\brandomUUID\b|\bperformance\s*\.\s*now\b/;

const lines = ({ text }: SourceFile) => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
const isProduct = ({ path }: SourceFile) => /^(?:functions|infra|local|cli)\//.test(path);

export const domainIsPure: Rule = (files) =>
  files
    .filter(({ path, text }) => /^functions\/[^/]+\/domain\//.test(path) && impure.test(deedsOf(text)))
    .map(({ path }) => `${path} reads a clock or draws at random: let time, ids and chance come in as data`);

export const noJunkDrawers: Rule = (files) => {
  const folders = new Set(files.flatMap(({ path }) => ancestors(posix.dirname(path))));
  return [...folders]
    .filter((folder) => nobodysFolder.has(posix.basename(folder)))
    .map(
      (folder) => `${folder}/ says nothing of what is in it: name it by its concern, or put each file beside its user`,
    );
};

export const kebabCaseNames: Rule = (files) =>
  files
    .filter(({ path }) => !kebabCase.test(posix.basename(path)) && !pythonModule.test(posix.basename(path)))
    .map(({ path }) => `${path} is not kebab-case: name it like ship-order.ts or order-summary.projection.ts`);

export const shortFiles: Rule = (files) =>
  files
    .filter((file) => isProduct(file) && lines(file) > mostLines)
    .map((file) => `${file.path} has ${lines(file)} lines of at most ${mostLines}: split it by concern`);

export const shortMedian: Rule = (files) => {
  const sorted = files.filter(isProduct).toSorted((a, b) => lines(a) - lines(b));
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (!low || !high) return [];
  const median = (lines(low) + lines(high)) / 2;
  if (median <= mostMedianLines) return [];
  const longest = sorted.slice(-5).map(({ path }) => path);
  return [
    `the median file has ${median} lines of at most ${mostMedianLines}: split the longest, ${longest.join(", ")}`,
  ];
};

export const nothingUnfinished: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        unfinished.test(line) ? [`${path}:${index + 1} is unfinished: do it now or drop it`] : [],
      ),
  );

function ancestors(folder: string): string[] {
  return folder === "." ? [] : [...ancestors(posix.dirname(folder)), folder];
}
