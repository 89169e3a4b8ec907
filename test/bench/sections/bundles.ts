import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readManifest } from "../../../functions/runtime/manifest-files.ts";
import { bundle, LAMBDA_BUILD } from "../../../infra/bundle/bundle.ts";
import { type Entry, entriesOf } from "../../../infra/entries.ts";
import { inTurns, type Run } from "../bench.ts";
import { measureInChild } from "../child.ts";
import { ratioOf, type Spread, spreadOf } from "../stats.ts";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const FUNCTIONS = join(HERE, "../../functions");
const IMPORT = join(HERE, "measured/import.ts");
const KIB = 1_024;

export interface BundleRow {
  /** `system/name/kind` of a Lambda, or the rival. */
  readonly name: string;
  /** KiB of code loaded at the start, and with what is loaded when needed. */
  readonly atStartKiB: number;
  readonly wholeKiB: number;
  readonly importMs: Spread;
  /** Import time beside that of the bare DynamoDB client. */
  readonly ratio: number;
}

interface Module {
  readonly name: string;
  readonly file: string;
  readonly atStart: number;
  readonly whole: number;
}

const BARE = "bare DynamoDB client";

/** Built as our Lambdas are, but for what only we leave out. */
async function buildRival(name: string, contents: string, scratch: string): Promise<Module> {
  const outdir = join(scratch, name);
  const { metafile } = await build({
    ...LAMBDA_BUILD,
    stdin: { contents, loader: "ts", resolveDir: HERE, sourcefile: "index" },
    entryNames: "index",
    splitting: false,
    outdir,
  });
  const [[, output] = []] = Object.entries(metafile.outputs).filter(([file]) => file.endsWith(".mjs"));
  const bytes = output?.bytes ?? 0;
  return { name, file: join(outdir, "index.mjs"), atStart: bytes, whole: bytes };
}

/** The client with one command and its default credential chain: what everybody who writes to DynamoDB loads. */
const bare = `
  import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
  const client = new DynamoDBClient({});
  export const handler = (item) => client.send(new PutItemCommand(item));`;

const powertools = `
  import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
  import { openPowertools } from "./measured/powertools.ts";
  export const handler = openPowertools(new DynamoDBClient({}), { fifo: false });`;

async function ourModules(scratch: string): Promise<Module[]> {
  const { manifest } = await readManifest(FUNCTIONS);
  const entries: Entry[] = entriesOf(manifest);
  const bundles = await bundle(FUNCTIONS, entries, scratch);
  return entries.map(({ name }) => {
    const { folder, atStart, whole } = bundles.of(name);
    return { name, file: join(folder, "index.mjs"), atStart, whole };
  });
}

/** Size and cold import of every Lambda of this checkout, each import in a fresh process. */
export async function bundles({ quick, signal, progress, scratch }: Run): Promise<BundleRow[]> {
  progress("bundles: building");
  const modules = [
    await buildRival(BARE, bare, scratch),
    await buildRival("Powertools", powertools, scratch),
    ...(await ourModules(scratch)),
  ];
  const byName = new Map(modules.map((module) => [module.name, module]));
  const rounds = quick ? 2 : 7;
  const times = await inTurns([...byName.keys()], rounds, async (name, round) => {
    if (name === BARE) progress(`bundles: import round ${round + 1} of ${rounds}, ${modules.length} modules`);
    return measureInChild<number>(IMPORT, [byName.get(name)?.file ?? ""], signal);
  });
  return modules.map(({ name, atStart, whole }) => ({
    name,
    atStartKiB: Math.round(atStart / KIB),
    wholeKiB: Math.round(whole / KIB),
    importMs: spreadOf(times[name] ?? []),
    ratio: ratioOf(times[name] ?? [], times[BARE] ?? []),
  }));
}
