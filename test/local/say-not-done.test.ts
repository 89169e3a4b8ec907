import { expect, test } from "vitest";
import * as z from "zod";
import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import { config } from "../../functions/runtime/needs.ts";
import type { Reporter } from "../../local/runner/reporter.ts";
import { sayNotDone } from "../../local/runner/say-not-done.ts";

const ward = config(z.object({ nurses: z.array(z.string()).optional(), bell: z.string().optional() }), {
  unless: { nurses: "nobody is called at night" },
});

function told(systems: readonly string[], values: Record<string, Record<string, unknown>>): string[] {
  const lines: string[] = [];
  const reporter = { step: (name, text) => lines.push(`${name}: ${text}`) } as Pick<Reporter, "step"> as Reporter;
  const loaded = { manifest: { systems: systems.map((name) => ({ name })) }, configs: new Map([["ward", ward]]) };
  sayNotDone(reporter, loaded as unknown as Loaded, (system) => values[system] ?? {});
  return lines;
}

test("a run tells what its systems do not do for want of a recommended value", () => {
  expect(told(["ward", "shop"], { ward: { bell: "loud" } })).toEqual([
    "left out: nobody is called at night: config:ward has no nurses",
  ]);
});

test("it does not where the value is there, be it empty, or the system does not run", () => {
  expect(told(["ward"], { ward: { nurses: [] } })).toEqual([]);
  expect(told(["shop"], {})).toEqual([]);
});
