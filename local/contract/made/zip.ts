import { crc32 } from "node:zlib";

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
/** 1 January 1980, the first day that the format knows. */
const DAY = 0x21;
/** A file that everyone may read, as Lambda demands. */
const MODE = 0o100644 * 2 ** 16;

const words = (...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  fields.reduce((at, [bytes, value]) => buffer.writeUIntLE(value, at, bytes), 0);
  return buffer;
};

/** A zip archive of one file, which is stored as it is. */
export function zip(name: string, text: string): Buffer {
  const [file, content] = [Buffer.from(name), Buffer.from(text)];
  const described = words(
    [2, VERSION], // needed to extract
    [2, 0], // flags
    [2, 0], // stored
    [2, 0], // time
    [2, DAY],
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
    [2, file.length],
    [2, 0], // no extra field
  );
  const local = Buffer.concat([words([4, LOCAL_HEADER]), described, file, content]);
  const unixOrigin = VERSION + 3 * 256;
  const noCommentFirstDisk = words([2, 0], [2, 0], [2, 0], [4, MODE], [4, 0]);
  const entry = Buffer.concat([words([4, DIRECTORY_ENTRY], [2, unixOrigin]), described, noCommentFirstDisk, file]);
  const end = words(
    [4, END_OF_DIRECTORY],
    [2, 0], // this disk
    [2, 0], // the directory's disk
    [2, 1], // entries on this disk
    [2, 1],
    [4, entry.length],
    [4, local.length],
    [2, 0], // no comment
  );
  return Buffer.concat([local, entry, end]);
}
