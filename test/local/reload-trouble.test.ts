import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { LocalError } from "../../local/engine/errors.ts";
import { reloadOnSave } from "../../local/reload/reload.ts";
import type { Closers } from "../../local/runner/closers.ts";
import type { Ground } from "../../local/runner/ground.ts";
import type { Reporter } from "../../local/runner/reporter.ts";
import { greetingSystem } from "../engine/greeting-system.ts";

const closing: (() => unknown)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const close of closing.splice(0)) close();
});

const refused = (message: string) => new LocalError({ code: "deploy-failed", message, help: "Mend it." });

/** A run whose code is taken up as `outcomes` say, one after another; the time stands still unless it is moved. */
function watched(outcomes: readonly (LocalError | undefined)[]) {
  vi.useFakeTimers({ toFake: ["performance"] });
  const functions = greetingSystem();
  const [told, taken]: [string[], number[]] = [[], []];
  const adopt = async () => {
    const failure = outcomes[taken.push(taken.length) - 1];
    if (failure) throw failure;
  };
  const reporter = { step: (name: string) => told.push(name), trouble: (text: string) => told.push(text) };
  reloadOnSave({
    functions,
    readOnce: [],
    ground: { systems: ["greeting"], adopt } as unknown as Ground,
    reporter: reporter as unknown as Reporter,
    closers: { add: (close: () => unknown) => void closing.push(close) } as unknown as Closers,
    signal: new AbortController().signal,
  });
  /** What editors do when all is written: another event of the same file. */
  const touch = async () => {
    const before = taken.length;
    chmodSync(join(functions, "greeting", "greet.ts"), 0o644);
    await expect.poll(() => taken.length).toBe(before + 1);
  };
  return { told, touch };
}

const boom = "boom\nMend it. The old code goes on.";

test("an error is told once, in however many pieces its file is saved", async () => {
  const { told, touch } = watched([refused("boom"), refused("boom"), refused("bang")]);
  for (let i = 0; i < 3; i++) await touch();
  await expect.poll(() => told).toEqual([boom, "bang\nMend it. The old code goes on."]);
});

test("an error that is saved again a second later is told again, and so is one that had been mended", async () => {
  const { told, touch } = watched([refused("boom"), refused("boom"), undefined, refused("boom")]);
  await touch();
  vi.advanceTimersByTime(1_000);
  for (let i = 0; i < 3; i++) await touch();
  await expect.poll(() => told).toEqual([boom, boom, "reload", boom]);
});
