import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { apiRoutes } from "./api-routes.ts";
import type { CallerKeys } from "./caller-keys.ts";
import type { Contract } from "./contract.ts";
import {
  type Consumer,
  type ContractEntry,
  consumerOf,
  type Definition,
  type Manifest,
  nameOf,
  type System,
} from "./manifest.ts";
import { mergeConsumers } from "./merge-consumers.ts";
import type { Config } from "./needs.ts";
import { sourcesOf } from "./sources.ts";
import type { ThingsDefinition } from "./things.ts";

/** The manifest with the code behind it. */
export interface Loaded {
  readonly manifest: Manifest;
  /** By `system/handler`. */
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly contracts: ReadonlyMap<string, Contract>;
  /** By system. */
  readonly configs: ReadonlyMap<string, Config>;
}

export const NOT_HANDLERS: ReadonlySet<string> = new Set([
  "caller-keys.ts",
  "contracts.ts",
  "config.ts",
  "needs.ts",
  "things.ts",
]);
const KINDS = new Set(["handler", "subscriber", "projection", "saga"]);

const isContract = (value: unknown): value is Contract =>
  typeof value === "function" && "kind" in value && "type" in value && "parse" in value;

type Import = (file: string) => Promise<Record<string, unknown>>;

const importFile: Import = (file) => import(pathToFileURL(file).href);

const isRated = async (folder: string): Promise<boolean> =>
  (await sourcesOf(folder)).some((text) => text.includes("assertRate("));

/** What infrastructure must know of the API in a system's folder. */
async function readApi(root: string, name: string, load: Import): Promise<Partial<System>> {
  const api = `${name}/api/index.ts`;
  const routes = apiRoutes((await load(join(root, api)))["default"]);
  const rated = await isRated(join(root, name, "api"));
  return { api, ...(rated && { apiRated: true as const }), ...(routes.length > 0 && { routes }) };
}

async function readSystem(root: string, name: string, load: Import) {
  const folder = join(root, name);
  const names = (await readdir(folder)).sort();
  const told = async <T>(file: string): Promise<T | undefined> =>
    names.includes(file) ? ((await load(join(folder, file)))["default"] as T) : undefined;
  const contracts = Object.values(await load(join(folder, "contracts.ts"))).filter(isContract);
  const own = new Set(contracts.map(({ type }) => type));
  const definitions = new Map<string, Definition>();
  const consumers: Consumer[] = [];
  for (const file of names.filter((entry) => entry.endsWith(".ts") && !NOT_HANDLERS.has(entry))) {
    const definition = (await load(join(folder, file)))["default"] as Definition | undefined;
    if (!definition || !KINDS.has(definition.is)) continue;
    definitions.set(`${name}/${nameOf(definition, file)}`, definition);
    consumers.push(consumerOf(name, definition, `${name}/${file}`, own));
  }
  const config = await told<Config>("config.ts");
  const things = await told<ThingsDefinition>("things.ts");
  const keys = await told<CallerKeys>("caller-keys.ts");
  const entries = contracts.map(
    ({ kind, type, version, public: open, docs, fields }): ContractEntry => ({
      kind,
      type,
      version,
      public: open,
      docs,
      fields,
      file: `${name}/contracts.ts`,
    }),
  );
  const system: System = {
    name,
    contracts: entries,
    consumers: mergeConsumers(consumers),
    ...(names.includes("api") && (await readApi(root, name, load))),
    ...(config && { config: `${name}/config.ts` }),
    ...(things && { things: things.topics }),
    ...(keys && { callerKeys: { file: `${name}/caller-keys.ts`, headers: Object.keys(keys.checks) } }),
  };
  return { system, contracts, definitions, config };
}

/** Reads every system (a folder with a contracts.ts) under `root`; an import that fails is thrown as it is. */
export async function readManifest(root: string, load: Import = importFile): Promise<Loaded> {
  const systems: System[] = [];
  const definitions = new Map<string, Definition>();
  const contracts = new Map<string, Contract>();
  const configs = new Map<string, Config>();
  for (const entry of (await readdir(root, { withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name))) {
    if (!entry.isDirectory() || !(await readdir(join(root, entry.name))).includes("contracts.ts")) continue;
    const read = await readSystem(root, entry.name, load);
    systems.push(read.system);
    for (const [key, definition] of read.definitions) definitions.set(key, definition);
    for (const contract of read.contracts) contracts.set(contract.type, contract);
    if (read.config) configs.set(entry.name, read.config);
  }
  return { manifest: { systems }, definitions, contracts, configs };
}
