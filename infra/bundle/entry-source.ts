import { extname, join } from "node:path";
import { keyedRoutes } from "../../functions/runtime/api-routes.ts";
import type { Consumer, System } from "../../functions/runtime/manifest.ts";
import { earlyRoutes, routesOf } from "../../functions/runtime/routes.ts";
import type { Entry } from "../entries.ts";

interface Source {
  readonly imports: readonly string[];
  /** The object given to the entry's factory: names of imports, or JSON. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A file of the runtime: TypeScript in a checkout, compiled in a package, as this one is. */
const runtimeFile = (name: string): string =>
  join(import.meta.dirname, "../../functions/runtime", `${name}${extname(import.meta.filename)}`);

const NOTHING: Source = { imports: [], fields: {} };

const json = (value: unknown): string => JSON.stringify(value);

function config(root: string, { config: file }: System, wanted: boolean): Source {
  if (!file || !wanted) return NOTHING;
  return { imports: [`import config from ${json(join(root, file))};`], fields: { config: "config" } };
}

function services(wanted: boolean): Source {
  if (!wanted) return NOTHING;
  return {
    imports: [`import { awsServices } from ${json(runtimeFile("aws/services"))};`],
    fields: { services: "awsServices" },
  };
}

/** Where its handlers stand is of no use to a Lambda, which has their code. */
const withoutFiles = (data: Consumer) => ({
  ...data,
  handlers: data.handlers.map(({ file: _, ...handler }) => handler),
});

function earlyCommands(routes: ReturnType<typeof earlyRoutes>): Source {
  if (!routes) return NOTHING;
  return {
    imports: [`import { earlyCommands } from ${json(runtimeFile("aws/early-commands"))};`],
    fields: { early: `earlyCommands(${json(routes)})` },
  };
}

function consumer(root: string, system: System, data: Consumer): Source[] {
  const { handlers } = data;
  const imports = handlers.map(({ file }, i) => `import definition${i} from ${json(join(root, file))};`);
  const definitions = `[${handlers.map((_, i) => `definition${i}`).join(", ")}]`;
  return [
    { imports, fields: { consumer: json(withoutFiles(data)), definitions } },
    earlyCommands(earlyRoutes(data, routesOf({ systems: [system] }))),
    config(
      root,
      system,
      handlers.some(({ needs }) => needs.length > 0),
    ),
    services(handlers.some(({ uses }) => uses.length > 0)),
  ];
}

const routed = (system: System): Source => ({
  imports: [],
  fields: { system: json(system.name), routes: json(routesOf({ systems: [system] })) },
});

const api = (root: string, { api: file = "" }: System): Source => ({
  imports: [`import api from ${json(join(root, file))};`],
  fields: { api: "api" },
});

/** Nothing of the API but the paths that it may let in. */
const gate = (root: string, system: System): Source => ({
  imports: [`import keys from ${json(join(root, system.callerKeys?.file ?? ""))};`],
  fields: { system: json(system.name), keys: "keys", routes: json(keyedRoutes(system)) },
});

const sources = (root: string, entry: Entry): Source[] => {
  if (entry.kind === "consumer") return consumer(root, entry.system, entry.consumer);
  const { kind, system } = entry;
  if (kind === "authorizer") return [gate(root, system)];
  return [
    routed(system),
    ...(kind === "api" || kind === "things" ? [api(root, system)] : []),
    ...(kind === "things" ? [{ imports: [], fields: { topics: json(system.things) } }] : []),
  ];
};

const factoryOf = ({ kind }: Entry) => `${kind.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Entry`;

/** The module that one Lambda starts with: nothing but imports and one call. */
export function entrySource(root: string, entry: Entry): string {
  const parts = sources(root, entry);
  const file = runtimeFile(`aws/entry/${entry.kind}`);
  const fields = parts.flatMap((part) => Object.entries(part.fields).map(([name, value]) => `${name}: ${value}`));
  return [
    `import { ${factoryOf(entry)} as open } from ${json(file)};`,
    ...parts.flatMap(({ imports }) => imports),
    `export const handler = open({ ${fields.join(", ")} });`,
  ].join("\n");
}
