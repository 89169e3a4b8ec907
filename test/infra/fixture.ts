import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { afterAll, vi } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { addStacks, type StacksProps } from "../../infra/add-stacks.ts";
import { systems } from "./systems.ts";

export const project = join(import.meta.dirname, "../..");

const flags: Record<string, unknown> = JSON.parse(readFileSync(join(project, "cdk.json"), "utf8")).context;

/** What the fixture's systems need to be told. */
export const shopContext = { emailFrom: "shop@example.com", "config:shop": { bank: "https://bank.example.com" } };

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}
export interface StackJson {
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: unknown }>;
}

const folders: string[] = [];

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A functions folder with the fixture's systems and the real runtime; `more` adds or replaces files. */
export async function functionsFolder(more: Record<string, string> = {}, base = systems): Promise<string> {
  await mkdir(join(project, ".bugle"), { recursive: true });
  // Inside the project, so that packages are found; gone when the file's tests are.
  const root = await mkdtemp(join(project, ".bugle/systems-"));
  folders.push(root);
  await symlink(join(project, "functions/runtime"), join(root, "runtime"));
  for (const [file, text] of Object.entries({ ...base, ...more })) {
    await mkdir(join(root, dirname(file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

export const loadSystems = async (more?: Record<string, string>) => readManifest(await functionsFolder(more));

interface AppProps extends StacksProps {
  readonly context?: Readonly<Record<string, unknown>>;
  readonly outdir?: string;
}

/** An app of the given systems; not judged, since that takes most of the time. */
export function makeApp({ context = {}, outdir, ...props }: AppProps): App {
  vi.stubEnv("CDK_VALIDATION", "false");
  const app = new App({ context: { ...flags, ...context }, analyticsReporting: false, ...(outdir && { outdir }) });
  addStacks(app, props);
  return app;
}

/** The templates of an app, by stack name. */
export function templates(app: App): Record<string, StackJson> {
  return Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, template as StackJson]));
}

export const emptyStack = (context: Record<string, unknown> = {}): Stack =>
  new Stack(new App({ context: { ...flags, ...context } }), "Test");

export const ofType = (stack: StackJson | undefined, type: string): [string, Resource][] =>
  Object.entries(stack?.Resources ?? {}).filter(([, resource]) => resource.Type === type);
