import { expect, test, vi } from "vitest";
import { throwawayCheckout } from "./throwaway-checkout.ts";

test("a fresh checkout in a folder with a space gets packages and a Python environment, and a second run says nothing", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.12.1");

  const first = await checkout.setUp().ended;
  const second = await checkout.setUp().ended;

  expect(first.code).toBe(0);
  expect(first.printed).toMatch(/^installing packages …\npreparing the Python environment …\n/);
  expect(first.printed).toMatch(/^installing packages … \d+\.\d s$/m);
  expect(checkout.exists("node_modules/node/bin/node")).toBe(true);
  expect(checkout.exists(".bugle/venv/bin/python")).toBe(true);
  expect(second).toEqual({ code: 0, printed: "" });
  expect(checkout.npmCalls()).toBe(1);
});

test("a start that may need no engine gets packages alone, without any Python", async () => {
  const checkout = throwawayCheckout();

  const run = await checkout.setUp({}, "packages").ended;

  expect(run.code).toBe(0);
  expect(run.printed).not.toContain("Python");
  expect(checkout.exists("node_modules/node/bin/node")).toBe(true);
});

test("a part that is not known is refused with the names of those that are", async () => {
  await expect(throwawayCheckout().setUp({}, "ruby").ended).resolves.toEqual({
    code: 2,
    printed: "There is no part ruby.\nusage: node local/setup/install.mjs [packages] [python] [localstack]\n",
  });
});

test("a changed lock file renews the packages only, changed requirements the Python environment only", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.12.1");
  await checkout.setUp().ended;

  checkout.write("package-lock.json", '{"lockfileVersion":3}');
  const afterLock = await checkout.setUp().ended;
  checkout.write("local/engine/ministack/requirements.txt", "ministack==1\n");
  const afterRequirements = await checkout.setUp().ended;

  expect(afterLock.printed).toContain("installing packages");
  expect(afterLock.printed).not.toContain("Python");
  expect(afterRequirements.printed).toContain("Python environment");
  expect(afterRequirements.printed).not.toContain("packages");
});

test("an environment without a stamp is half made and is made anew", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.12.1");
  checkout.write(".bugle/venv/lib/half-written", "");

  expect((await checkout.setUp().ended).code).toBe(0);
  expect(checkout.exists(".bugle/venv/lib/half-written")).toBe(false);
  expect(checkout.exists(".bugle/venv/.bugle-stamp")).toBe(true);
});

test("an environment whose Python changed is made anew", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.12.1");
  await checkout.setUp().ended;
  checkout.write(".bugle/venv/bin/python", "#!/bin/sh\necho 3.13.0\n");

  expect((await checkout.setUp().ended).printed).toContain("preparing the Python environment");
  expect((await checkout.setUp().ended).printed).toBe("");
});

test("Ctrl-C ends npm too, exits with 130, and the next run finishes the work", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.12.1");

  const run = checkout.setUp({ FAKE_NPM_HANGS: "yes" });
  await vi.waitUntil(() => checkout.exists("node_modules/node/bin/node"), { timeout: 10_000 });
  run.interrupt();
  const stopped = await run.ended;
  const next = await checkout.setUp().ended;

  expect(stopped.code).toBe(130);
  expect(next.code).toBe(0);
  expect(checkout.npmCalls()).toBe(2);
});

test("of two runs at the same time one installs and the other waits for it", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.12.1");

  const both = await Promise.all([checkout.setUp().ended, checkout.setUp().ended]);

  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(checkout.npmCalls()).toBe(1);
  expect(checkout.exists(".bugle/setup.lock")).toBe(false);
});

test("the lock of a set-up that was killed does not stop the next one", async () => {
  const checkout = throwawayCheckout();
  checkout.addPython("python3", "3.12.1");
  checkout.write(".bugle/setup.lock", JSON.stringify({ pid: process.pid, birth: "another process" }));

  expect((await checkout.setUp().ended).code).toBe(0);
});
