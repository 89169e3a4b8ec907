import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Rows in memory. */
const SORTED_AT_ONCE = 50_000;

type Compare<R> = (a: R, b: R) => number;

async function* linesOf<R>(file: string): AsyncGenerator<R> {
  const lines = createInterface({ input: createReadStream(file) });
  for await (const line of lines) yield JSON.parse(line) as R;
}

/** Of equal rows the one of the earlier run goes first, so that the sort is stable. */
async function* merged<R>(runs: readonly AsyncGenerator<R>[], compare: Compare<R>): AsyncGenerator<R> {
  const heads = await Promise.all(runs.map(async (run) => ({ run, next: await run.next() })));
  for (;;) {
    const live = heads.filter(({ next }) => !next.done);
    const [first, ...others] = live;
    if (!first) return;
    const least = others.reduce((a, b) => (compare(b.next.value, a.next.value) < 0 ? b : a), first);
    yield least.next.value;
    least.next = await least.run.next();
  }
}

async function writeRuns<R>(
  rows: AsyncIterable<R>,
  compare: Compare<R>,
  most: number,
  folder: string,
): Promise<string[]> {
  const files: string[] = [];
  let run: R[] = [];
  const keep = async () => {
    const file = join(folder, String(files.length));
    await writeFile(
      file,
      run.toSorted(compare).map((row) => `${JSON.stringify(row)}\n`),
    );
    files.push(file);
    run = [];
  };
  for await (const row of rows) {
    run.push(row);
    if (run.length === most) await keep();
  }
  if (run.length > 0) await keep();
  return files;
}

/** All rows in order, however many: sorted by parts in a folder for temporary files, which is removed at the end. */
export async function* sorted<R>(
  rows: AsyncIterable<R>,
  compare: Compare<R>,
  atOnce: number = SORTED_AT_ONCE,
): AsyncGenerator<R> {
  const folder = await mkdtemp(join(tmpdir(), "bugle-load-"));
  try {
    const runs = (await writeRuns(rows, compare, atOnce, folder)).map((file) => linesOf<R>(file));
    yield* merged(runs, compare);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
