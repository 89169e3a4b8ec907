import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";

/** Lets the systems' modules be imported anew. */
export interface Generations {
  /** From now on every module of the systems is read again when it is imported; what was imported stays as it is. */
  next(): void;
  close(): void;
}

const withoutQuery = (url: string): string => url.replace(/\?.*$/, "");

/** Node says once per process that stripping types is experimental, which no one here can change. */
function muffle(): void {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  stripTypeScriptTypes("");
  process.emitWarning = emitWarning;
}

/**
 * Watches over imports of what stands in a folder; the runtime in it and installed packages are never read again.
 * A module keeps the address of its file in every generation, so breakpoints bind and stack traces name the file.
 */
export function openGenerations(functions: string): Generations {
  const base = pathToFileURL(functions + sep).href;
  const isOurs = (url: string) =>
    url.startsWith(base) && !url.startsWith(`${base}runtime/`) && !url.includes("/node_modules/");
  let generation = 0;
  muffle();
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      if (generation === 0 || !isOurs(resolved.url)) return resolved;
      return { ...resolved, url: `${withoutQuery(resolved.url)}?v=${generation}` };
    },
    load: (url, context, next) => {
      const sourceUrl = withoutQuery(url);
      if (sourceUrl === url || !isOurs(url) || !sourceUrl.endsWith(".ts")) return next(url, context);
      const text = readFileSync(new URL(sourceUrl), "utf8");
      return { format: "module", shortCircuit: true, source: stripTypeScriptTypes(text, { sourceUrl }) };
    },
  });
  return {
    next: () => {
      generation += 1;
    },
    close: () => hooks.deregister(),
  };
}
