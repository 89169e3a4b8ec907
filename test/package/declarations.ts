import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A top-level declaration of a `.d.ts` file, its documentation above it. */
export interface Declaration {
  readonly name: string;
  readonly text: string;
  /** Names that the text mentions. */
  readonly mentions: ReadonlySet<string>;
}

/** What a `.d.ts` file declares, and where else the names come from that it mentions or passes on. */
export interface Declarations {
  readonly own: ReadonlyMap<string, Declaration>;
  /** By local name: file and name there. */
  readonly imported: ReadonlyMap<string, { readonly file: string; readonly name: string }>;
  /** Names passed on from other files, in the order of the file. */
  readonly passedOn: readonly { readonly file: string; readonly name: string }[];
}

const STARTS = /^(?:\/\*\*|export |declare |interface |type |import )/;
const NAMED = /^(?:export )?(?:default )?(?:declare )?(?:abstract )?(?:class|const|function|interface|type) (\w+)/m;
const FROM = /^(import|export) (?:type )?\{([^}]*)\} from "(\.[^"]+)";$/m;

/** Statements of a file: each begins in the first column, documentation belongs to what follows it. */
function statementsOf(text: string): string[] {
  const statements: string[] = [];
  let open: string[] = [];
  for (const line of text.split("\n")) {
    const documented = open[0]?.startsWith("/**") && !open.some((each) => NAMED.test(each));
    if (STARTS.test(line) && open.length > 0 && !documented) {
      statements.push(open.join("\n"));
      open = [];
    }
    open.push(line);
  }
  return [...statements, open.join("\n")].map((statement) => statement.trim()).filter(Boolean);
}

const namesIn = (list: string) =>
  list.split(",").flatMap((each) => {
    const [, name, as] = /^(?:type )?(\w+)(?: as (\w+))?$/.exec(each.trim()) ?? [];
    return name === undefined ? [] : [{ name, as: as ?? name }];
  });

/** Reads what a `.d.ts` file declares; relative imports name files with the ending of their source. */
export function readDeclarations(file: string): Declarations {
  const own = new Map<string, Declaration>();
  const imported = new Map<string, { file: string; name: string }>();
  const passedOn: { file: string; name: string }[] = [];
  for (const text of statementsOf(readFileSync(file, "utf8"))) {
    const [, verb, list = "", from] = FROM.exec(text) ?? [];
    if (from !== undefined) {
      const target = join(dirname(file), from.replace(/\.ts$/, ".d.ts"));
      for (const { name, as } of namesIn(list)) {
        if (verb === "export") passedOn.push({ file: target, name });
        else imported.set(as, { file: target, name });
      }
    }
    const [, name] = NAMED.exec(text) ?? [];
    if (name === undefined) continue;
    const before = own.get(name);
    const whole = before ? `${before.text}\n${text}` : text;
    own.set(name, {
      name,
      text: whole,
      mentions: new Set(whole.replaceAll(/\/\*[\s\S]*?\*\//g, "").match(/\b[A-Z]\w*/g)),
    });
  }
  return { own, imported, passedOn };
}
