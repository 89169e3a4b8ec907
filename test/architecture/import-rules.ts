import { isBuiltin } from "node:module";
import { type Import, importsOf } from "./imports.ts";
import { deedsOf, type SourceFile } from "./source.ts";

/** Finds what breaks it in a tree: one line each, naming the file and the cure. */
export type Rule = (files: readonly SourceFile[]) => string[];

const publicSurface = "functions/runtime/index.ts";
const httpSurface = "functions/runtime/edge/index.ts";
const isContracts = (path: string | undefined) => /^functions\/[^/]+\/contracts\.ts$/.test(path ?? "");
const systemOf = (path: string) => /^functions\/(?!runtime\/)[^/]+\//.exec(path)?.[0];
const domainOf = (path: string) => /^functions\/(?!runtime\/)[^/]+\/domain\//.exec(path)?.[0];
const isApi = (path: string) => /^functions\/(?!runtime\/)[^/]+\/api\//.test(path);
const isHttp = (path: string) =>
  isApi(path) || /^functions\/runtime\/(?:edge\/.+|aws\/entry\/(?:api|things)\.ts)$/.test(path);
const isPackage = (specifier = "") =>
  /^(?:@?[a-z\d]|node:)/.test(specifier) && !/^(?:file|data|https?):/.test(specifier);
const written = ({ specifier = "a computed path" }: Import) => specifier;

const eachImport =
  (of: (path: string) => unknown, forbidden: (each: Import, path: string) => boolean, cure: string): Rule =>
  (files) =>
    files
      .filter(({ path }) => of(path))
      .flatMap((file) =>
        importsOf(file)
          .filter((each) => forbidden(each, file.path))
          .map((each) => `${file.path} imports ${written(each)}: ${cure}`),
      );

export const systemImports = eachImport(
  systemOf,
  ({ specifier, target }, path) =>
    target === undefined
      ? !isPackage(specifier)
      : target !== publicSurface &&
        !(target === httpSurface && isApi(path)) &&
        !target.startsWith(systemOf(path) ?? path) &&
        !isContracts(target),
  "take it from ../runtime/index.ts, its own folder or another system's contracts.ts",
);

export const systemWithoutSdk = eachImport(
  systemOf,
  ({ specifier = "" }) => specifier.startsWith("@aws-sdk/"),
  "declare it in needs.ts and let the runtime reach AWS",
);

export const domainImports = eachImport(
  domainOf,
  ({ target, values }, path) => {
    if (target === undefined) return true;
    if (target === publicSurface) return values.some((name) => name !== "state" && name !== "Rejected");
    return !target.startsWith(domainOf(path) ?? path) && !isContracts(target);
  },
  "a domain takes contracts, and of the runtime only state, Rejected and types",
);

export const domainWithoutNode = eachImport(
  domainOf,
  ({ specifier = "" }) => isBuiltin(specifier),
  "let time, ids and files come in as data",
);

export const coreWithoutAdapters = eachImport(
  (path) => /^functions\/runtime\/(?:delivery\/.+|edge\/.+|[^/]+)$/.test(path),
  ({ target = "" }) => /^functions\/runtime\/(?:memory|aws|testing)\//.test(target),
  "ask for a port in functions/runtime/ports.ts and be given it",
);

export const httpApart = eachImport(
  (path) => path.startsWith("functions/") && !isHttp(path),
  ({ specifier = "", target = "" }) => /^@?hono(?:\/|$)/.test(specifier) || isHttp(target),
  "keep HTTP in the system's api/ folder, so that no handler's bundle carries it",
);

export const runtimeWithoutSystems = eachImport(
  (path) => path.startsWith("functions/runtime/"),
  ({ target = "" }) => systemOf(target) !== undefined,
  "the runtime learns of systems from the manifest",
);

export const functionsFaceInward = eachImport(
  (path) => path.startsWith("functions/"),
  ({ target = "" }) => /^(?:infra|local|cli)\//.test(target),
  "move what both need into functions/, since infra, local and cli import functions and never the reverse",
);

const readsEnvironment = ({ path, text }: SourceFile) =>
  /\bprocess\s*(?:\?\.|!?\.)\s*env\b|\bprocess\s*(?:\?\.)?\[|=\s*(?:globalThis\s*\.\s*)?process\b(?!\s*[.?!([])/.test(
    deedsOf(text),
  ) || importsOf({ path, text }).some(({ specifier }) => specifier === "node:process" || specifier === "process");

const environmentRule =
  (of: (path: string) => unknown, cure: string): Rule =>
  (files) =>
    files
      .filter((file) => of(file.path) && readsEnvironment(file))
      .map(({ path }) => `${path} reads process.env: ${cure}`);

export const systemWithoutEnvironment = environmentRule(systemOf, "declare the setting in the system's config.ts");

export const oneReaderOfEnvironment = environmentRule(
  (path) => path.startsWith("functions/") && !systemOf(path) && path !== "functions/runtime/aws/env.ts",
  "read it in functions/runtime/aws/env.ts and pass it on",
);
