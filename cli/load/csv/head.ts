import { open } from "node:fs/promises";
import { misused } from "../../failure.ts";

/** Enough for some thousand rows, from which separator, columns and formats are guessed. */
const HEAD_BYTES = 256 * 1024;

const PACKED: readonly (readonly [magic: string, what: string])[] = [
  ["504b0304", "a ZIP archive or a workbook"],
  ["1f8b", "gzipped"],
  ["d0cf11e0", "an old workbook"],
  ["50415231", "a Parquet file"],
];

/** The first part of a text file. */
export interface Head {
  readonly text: string;
  readonly encoding: "utf8" | "utf16le";
  /** Bytes of the whole file. */
  readonly size: number;
}

const cannotOpen: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "you may not read it",
};

async function firstBytes(path: string): Promise<{ bytes: Buffer; size: number }> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, HEAD_BYTES)), 0);
    return { bytes: buffer.subarray(0, bytesRead), size };
  } catch (cause) {
    const { code = "", message } = cause as NodeJS.ErrnoException;
    throw misused(`${path} cannot be read: ${cannotOpen[code] ?? message}`, "Name a CSV file.", cause);
  }
}

function assertText(path: string, bytes: Buffer): void {
  const packed = PACKED.find(([magic]) => bytes.toString("hex", 0, 4).startsWith(magic));
  if (packed) throw misused(`${path} is ${packed[1]}`, "Unpack it, or export it as CSV, and load that.");
  if (bytes.includes(0)) throw misused(`${path} is no text file`, "Name a CSV file.");
}

/** Reads the beginning of a text file in UTF-8, or in UTF-16 with a byte order mark. Throws `misused` for anything else. */
export async function readHead(path: string): Promise<Head> {
  const { bytes, size } = await firstBytes(path);
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: bytes.toString("utf16le").slice(1), encoding: "utf16le", size };
  assertText(path, bytes);
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (text.trim() === "") throw misused(`${path} is empty`, "Name a CSV file with a line of column names and rows.");
  return { text, encoding: "utf8", size };
}
