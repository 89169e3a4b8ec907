import { expect, it } from "vitest";
import { mebibytesOf, processesIn, treeOf } from "./resident.ts";

const told = `
    1     0     1   1024
   10     1    10  40960
   20    10    20  81920
   21    20    20  20480
   22    21    22  10240
   23     1    20   5120
   30     1    30 512000
`;

const pids = (root: number) => treeOf(processesIn(told), root).map(({ pid }) => pid);

it("counts for an engine what it started, theirs too, and what stayed in its group when its parent ended", () => {
  expect(pids(20)).toEqual([20, 21, 23, 22]);
  expect(mebibytesOf(treeOf(processesIn(told), 20))).toBe(115);
});

it("counts an engine for the run that started it, which has to take it off", () => {
  expect(pids(10)).toEqual([10, 20, 21, 22]);
});

it("finds nothing of a process that has ended", () => {
  expect(pids(99)).toEqual([]);
});
