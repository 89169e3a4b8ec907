import { join } from "node:path";
import { type Declarations, readDeclarations } from "./declarations.ts";

/** What can be imported, by the file that it comes from. */
const ENTRIES = {
  bugle: "functions/runtime/index",
  "bugle/edge": "functions/runtime/edge/index",
  "bugle/testing": "functions/runtime/testing/index",
  "bugle/infra": "infra/index",
} as const;

interface Place {
  readonly file: string;
  readonly name: string;
}

interface Visited {
  readonly name: string;
  readonly text: string;
  readonly leansOn: readonly Place[];
}

/** The texts of what an entry exports, then of what they lean on; what has been `seen` is not told again. */
function textsOf(entry: string, read: (file: string) => Declarations, seen: Set<string>) {
  const visit = ({ file, name }: Place): Visited[] => {
    const { own, imported, passedOn } = read(file);
    const found = own.get(name);
    if (!found) return [...passedOn, imported.get(name)].flatMap((next) => (next?.name === name ? visit(next) : []));
    if (seen.has(`${file} ${name}`)) return [];
    seen.add(`${file} ${name}`);
    const leansOn = [...found.mentions]
      .filter((each) => each !== name)
      .map((each) => imported.get(each) ?? { file, name: each });
    return [{ name, text: found.text, leansOn }];
  };
  const { own, passedOn } = read(entry);
  const exported = [...passedOn, ...[...own.keys()].map((name) => ({ file: entry, name }))].flatMap(visit);
  const used: Visited[] = [];
  for (let next = exported.flatMap(({ leansOn }) => leansOn); next.length > 0; ) {
    const found = next.flatMap(visit);
    used.push(...found);
    next = found.flatMap(({ leansOn }) => leansOn);
  }
  const texts = (all: readonly Visited[]) => all.map(({ text }) => text);
  return { exported: texts(exported), used: texts(used.toSorted((a, b) => a.name.localeCompare(b.name))) };
}

const block = (texts: readonly string[]) => ["```typescript", texts.join("\n\n"), "```"].join("\n");

/** The public surface as a page, from the declarations that the compiler has written into `folder`. */
export function apiReport(folder: string): string {
  const files = new Map<string, Declarations>();
  const read = (file: string) => {
    const known = files.get(file) ?? readDeclarations(file);
    files.set(file, known);
    return known;
  };
  const seen = new Set<string>();
  const parts = Object.entries(ENTRIES).map(([name, file]) => {
    const { exported, used } = textsOf(join(folder, `${file}.d.ts`), read, seen);
    const leans =
      used.length === 0 ? "" : `\n\n<details><summary>What they lean on</summary>\n\n${block(used)}\n\n</details>`;
    return `## ${name}\n\n${block(exported)}${leans}`;
  });
  const head =
    "# The public surface\n\nWritten by `npm run api`; a test compares it, so that a change of it is seen in review.";
  return `${[head, ...parts].join("\n\n")}\n`;
}
