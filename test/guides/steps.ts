import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file that a guide tells its reader to write. */
export interface Step {
  readonly file: string;
  readonly text: string;
}

/** The steps of a guide: blocks under `<!-- write FILE -->`. */
export const stepsOf = (page: string): Step[] =>
  [...page.matchAll(/<!-- write (\S+) -->\n```ts\n([\s\S]*?)```/g)].map(([, file = "", text = ""]) => ({ file, text }));

/** Does what the guide says, under a folder. */
export async function follow(page: string, folder: string): Promise<Step[]> {
  const steps = stepsOf(await readFile(page, "utf8"));
  for (const { file, text } of steps) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return steps;
}
