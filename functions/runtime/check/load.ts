import { realpath } from "node:fs/promises";
import { basename, dirname, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { type Loaded, NOT_HANDLERS, readManifest } from "../manifest-files.ts";
import { commandsOfApis } from "./api-commands.ts";
import { check } from "./check.ts";
import type { Finding } from "./finding.ts";

const KINDS = new Set<unknown>(["handler", "subscriber", "projection", "saga"]);

/** The file and line the error came from, if it lies under `root`, else the file that was to be loaded. */
function culprit(error: unknown, root: string, file: string): string {
  const { stack = "", message = "" } = error instanceof Error ? error : {};
  const frames = stack.matchAll(/(?:file:\/\/)?(\/[^\s:()]+:\d+)/g);
  const named = [/imported from (\S+)/.exec(message)?.[1], ...[...frames].map(([, place = ""]) => decodeURI(place))];
  return relative(root, named.find((place) => place?.startsWith(`${root}/`)) ?? file);
}

function loadFinding(error: unknown, root: string, file: string): Finding {
  const message = error instanceof Error ? error.message : String(error);
  return {
    rule: "files-load",
    file: culprit(error, root, file),
    message: `cannot be loaded: ${message.split("\n")[0]?.replaceAll(`${root}/`, "")}`,
    cure: "mend the file; `npx tsc` often says more",
  };
}

const isDefinition = (value: unknown) => KINDS.has((value as { is?: unknown } | null | undefined)?.is);

/** A file that serves the handlers beside it may export what it likes; one that meant to be a handler is told. */
function exportFinding(exports: Record<string, unknown>, root: string, file: string): Finding[] {
  const { default: main, ...others } = exports;
  const name = basename(file);
  if (dirname(dirname(file)) !== root || NOT_HANDLERS.has(name) || isDefinition(main)) return [];
  const meant =
    main !== undefined ||
    Object.keys(exports).length === 0 ||
    Object.values(others).some(isDefinition) ||
    /-on-|\.(?:projection|saga)\.ts$/.test(name);
  if (!meant) return [];
  return [
    {
      rule: "files-export",
      file: relative(root, file),
      message: "has no handler as its default export, so nothing would run it",
      cure: "export default handle(…), on(…), projection(…) or saga(…), or move the file to a folder such as domain/",
    },
  ];
}

const key = ({ file, message }: Finding) => `${file} ${message}`;

/**
 * Reads every system under `folder` and judges it; what does not load is a finding, and then the rules wait.
 * Throws only if `folder` cannot be read.
 */
export async function loadAndCheck(folder: string): Promise<{ loaded?: Loaded; findings: Finding[] }> {
  const root = await realpath(folder);
  const broken: Finding[] = [];
  const empty: Finding[] = [];
  const load = async (file: string): Promise<Record<string, unknown>> => {
    try {
      const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
      empty.push(...exportFinding(exports, root, file));
      return exports;
    } catch (error) {
      broken.push(loadFinding(error, root, file));
      return {};
    }
  };
  const loaded = await readManifest(root, load);
  if (broken.length > 0) return { findings: [...new Map(broken.map((each) => [key(each), each])).values()] };
  const sent = new Set((await commandsOfApis(root, loaded.manifest)).keys());
  return { loaded, findings: [...empty, ...check(loaded, sent)] };
}
