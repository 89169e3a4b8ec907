import { expect, test } from "vitest";
import { type SetupRun, throwawayCheckout } from "./throwaway-checkout.ts";

const lastLines = ({ printed }: SetupRun): string[] => printed.trimEnd().split("\n").slice(-2);

test("without Python it says so and how to get it", async () => {
  const run = await throwawayCheckout().setUp().ended;

  expect(run.code).toBe(1);
  expect(lastLines(run)).toEqual([
    "Python was not found; the local cloud needs it.",
    expect.stringContaining("Install Python 3.10 or newer"),
  ]);
});

test("an old Python is named with its version", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.9.18");
  const run = await checkout.setUp().ended;

  expect(run.code).toBe(1);
  expect(lastLines(run)[0]).toBe("Python 3.9.18 is too old; the local cloud needs 3.10 or newer.");
});

test("a newer Python under another name is taken instead of an old python3", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.9.18");
  checkout.addPython("python3.12", "3.12.4");

  expect((await checkout.setUp().ended).code).toBe(0);
});

test("a Python that can make no environment is told what to install", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.11.2", ["venv"]);
  const run = await checkout.setUp().ended;

  expect(run.code).toBe(1);
  expect(lastLines(run)[1]).toContain("sudo apt install python3.11-venv");
});

test.each([
  ["ENOTFOUND", "The npm packages could not be installed: the package registry cannot be reached."],
  ["ECONNREFUSED", "The npm packages could not be installed: the package registry cannot be reached."],
  ["ENOSPC", "The npm packages could not be installed: the disk is full."],
  ["EUSAGE", "The npm packages could not be installed: package.json and package-lock.json do not agree."],
])("npm's %s becomes one sentence and a way out, and the Python part is kept", async (error, sentence) => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.12.1");
  const run = await checkout.setUp({ FAKE_NPM_ERROR: error }).ended;

  expect(run.code).toBe(1);
  expect(lastLines(run)).toEqual([sentence, expect.stringContaining("run the same command again")]);
  expect(checkout.exists(".bugle/venv/.bugle-stamp")).toBe(true);
  expect(checkout.exists("node_modules/.bugle-stamp")).toBe(false);
});
