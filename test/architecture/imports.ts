import { posix } from "node:path";
import { codeOf, type SourceFile } from "./source.ts";

/** One import or re-export of a file. */
export interface Import {
  /** As written, or undefined where it is computed. */
  specifier: string | undefined;
  /** The path from the root that a relative specifier leads to. */
  target: string | undefined;
  /** The values it takes, "*" for all; types are left out. */
  values: string[];
}

const quoted = String.raw`(?:"(?<double>[^"\n]*)"|'(?<single>[^'\n]*)')`;
const named = String.raw`(?:[\w$]+|\*(?:\s*as\s+[\w$]+)?|\{[^{}]*\})`;
const clause = String.raw`(?<clause>(?:type\b\s*(?!,|from\b))?(?:[\w$]+\s*,\s*)?${named})`;
const statement = new RegExp(String.raw`(?<=(?:^|[;}])\s*)(?:import|export)\s*${clause}\s*from\s*${quoted}`, "gm");
const bare = new RegExp(String.raw`(?<=(?:^|[;}])\s*)import\s*${quoted}`, "gm");
const call = new RegExp(String.raw`(?<![\w$.])(?:import|require)\s*\(\s*(?:${quoted}\s*[,)])?`, "g");

/** Every import of a file: static, re-exported, bare and dynamic, of values and of types. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const code = codeOf(text);
  return [statement, bare, call].flatMap((form) =>
    [...code.matchAll(form)].map(({ groups = {} }) => {
      const specifier = groups["double"] ?? groups["single"];
      const target = specifier?.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
      return { specifier, target, values: groups["clause"] === undefined ? ["*"] : valuesOf(groups["clause"]) };
    }),
  );
}

function valuesOf(clause: string): string[] {
  if (/^type(?:\s+[\w$]|\s*[*{])/.test(clause)) return [];
  const [, before, all, inBraces = ""] = /^([\w$]+)?[\s,]*(\*)?[^{]*(?:\{([^}]*)\})?/.exec(clause) ?? [];
  const names = inBraces
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !/^type\s/.test(name))
    .map((name) => name.replace(/\s+as\s.*/s, ""));
  return [...(before ? ["default"] : []), ...(all ? ["*"] : []), ...names];
}
