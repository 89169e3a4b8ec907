import { expect, it } from "vitest";
import { rowsOf } from "../../cli/load/csv/rows.ts";
import { filesFolder } from "./load/folder.ts";

const files = filesFolder();

/** `first-last: cells` of each row. */
async function read(content: string | Buffer, encoding: "utf8" | "utf16le" = "utf8"): Promise<string[]> {
  const told: string[] = [];
  for await (const { line, last, cells } of rowsOf(files.write(content), { encoding }, ","))
    told.push(`${line}-${last}: ${cells.map((cell) => JSON.stringify(cell)).join(" ")}`);
  return told;
}

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `${from + i},x\n`).join("");

it("tells the lines of each row, blank ones and those in quotation marks counted", async () => {
  expect(await read('a,b\n\n1,"x\ny"\r\n\r\n2,z')).toEqual(['1-1: "a" "b"', '3-4: "1" "x\\ny"', '6-6: "2" "z"']);
});

it.each(["\n", "\r\n", "\r"])("counts each line end of %j once, within quotation marks and without", async (end) => {
  const text = ["a,b", '1,"x', 'y"', '2,"x', 'y"', "", "3,z", ""].join(end);
  expect((await read(text)).map((row) => row.split(":")[0])).toEqual(["1-1", "2-3", "4-5", "7-7"]);
});

it("takes a line with a stray quotation mark as it stands, and goes on at the next", async () => {
  const read1 = await read(`a,b\n1,"x\n${lines(3, 60)}`);
  expect(read1).toHaveLength(60);
  expect(read1.slice(0, 3)).toEqual(['1-1: "a" "b"', '2-2: "1" "\\"x"', '3-3: "3" "x"']);
  expect(read1.at(-1)).toBe('60-60: "60" "x"');
});

it("does so although a later stray mark would close the field", async () => {
  const read2 = await read(`a,b\n1,"x\n${lines(3, 60)}61,"y\n62,z\n`);
  expect(read2).toHaveLength(62);
  expect(read2.filter((row) => row.includes("\\"))).toEqual(['2-2: "1" "\\"x"', '61-61: "61" "\\"y"']);
});

it("does so in UTF-16 and behind a byte order mark", async () => {
  const text = `\uFEFFé,b\n1,"x\n${lines(3, 40)}`;
  expect((await read(text)).at(-1)).toBe('40-40: "40" "x"');
  expect((await read(Buffer.from(text, "utf16le"), "utf16le")).slice(0, 3)).toEqual([
    '1-1: "é" "b"',
    '2-2: "1" "\\"x"',
    '3-3: "3" "x"',
  ]);
});

it("refuses a line of more than a million characters by its number", async () => {
  await expect(read(`a,b\n1,x\n2,${"y".repeat(1_100_000)}\n`)).rejects.toMatchObject({
    code: "file-malformed",
    message: "line 3 cannot be cut into fields",
  });
});

it("reads a hundred stray marks in a file of a hundred thousand lines", async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => (i % 1_000 === 500 ? `${i},"x\n` : `${i},x\n`));
  const all = await read(rows.join(""));
  expect(all).toHaveLength(100_000);
  expect(all.filter((row) => row.includes("\\"))).toHaveLength(100);
});
