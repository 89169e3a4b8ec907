// Runs before every start and test, under whatever Node is there: it may use nothing but Node 20 and its own modules.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { stopChildren } from "./child.mjs";
import { tryLock } from "./lock.mjs";
import { installPackages, packagesDue } from "./npm-packages.mjs";
import { showProgress } from "./progress.mjs";
import { environmentDue, makeEnvironment } from "./python-environment.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const parts = [
  { title: "installing packages", isDue: packagesDue, install: installPackages },
  { title: "preparing the Python environment", isDue: environmentDue, install: makeEnvironment },
];
const say = (text) => process.stderr.write(`${text}\n`);

async function main() {
  if (dueParts().length === 0) return;
  const lock = await waitForLock(join(root, ".bugle", "setup.lock"));
  stopOnSignal(lock);
  const progress = showProgress();
  try {
    const due = dueParts();
    const results = await Promise.allSettled(due.map((part) => installPart(part, progress)));
    const reasons = results.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
    progress.stop();
    report(reasons);
  } finally {
    lock.release();
  }
}

function dueParts() {
  return parts.filter(({ isDue }) => isDue(root));
}

async function installPart({ title, install }, progress) {
  const part = progress.begin(title);
  try {
    await install(root, part.note);
    part.end();
  } catch (error) {
    part.end("failed");
    throw error;
  }
}

async function waitForLock(path) {
  for (let announced = false; ; announced = true) {
    const lock = tryLock(path);
    if (lock.taken) return lock;
    if (!announced) say(`waiting for the set-up that process ${lock.holder.pid} is doing …`);
    await sleep(200);
  }
}

function stopOnSignal(lock) {
  let stopping = false;
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      await stopChildren();
      lock.release();
      say("\nset-up stopped; the next start takes it up again");
      process.exit(code);
    });
  }
}

function report(reasons) {
  if (reasons.length === 0) return;
  for (const reason of reasons) say(`\n${describe(reason)}`);
  process.exitCode = 1;
}

function describe(error) {
  if (error.code === "ENOSPC") return "The disk is full.\nFree about 1 GB on it, then run the same command again.";
  const help = error.help ?? `Check that ${root} can be read and written, then run the same command again.`;
  return `${error.message}\n${help}`;
}

main().catch((error) => report([error]));
