import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explainFileError } from "./failure.mjs";
import { installLocalstack, localstackDue } from "./localstack.mjs";
import { tryLock } from "./lock.mjs";
import { installPackages, packagesDue } from "./npm-packages.mjs";
import { showProgress } from "./progress.mjs";
import { environmentDue, makeEnvironment } from "./python-environment.mjs";

/** What a checkout needs: its packages always, its Python environment to run MiniStack, the last one to run LocalStack. */
export const parts = {
  packages: { title: "installing packages", isDue: packagesDue, install: installPackages },
  python: { title: "preparing the Python environment", isDue: environmentDue, install: makeEnvironment },
  localstack: {
    title: "installing LocalStack (fetches 47 MB, takes 250 MB, once)",
    isDue: localstackDue,
    install: installLocalstack,
  },
};

/**
 * Makes what is missing of the parts named, side by side, and shows how far it is; answers the failures, none if all is there.
 * Only one process does so at a time; `locked` learns how to let the next one in early.
 */
export async function setUp(root, names, locked = () => {}) {
  const dueParts = () => names.map((name) => parts[name]).filter(({ isDue }) => isDue(root));
  if (dueParts().length === 0) return [];
  const lock = await lockSetUp(root);
  locked(lock.release);
  const progress = showProgress();
  try {
    const results = await Promise.allSettled(dueParts().map((part) => installPart(root, part, progress)));
    return results.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
  } finally {
    progress.stop();
    lock.release();
  }
}

async function installPart(root, { title, install }, progress) {
  const shown = progress.begin(title);
  try {
    await install(root, shown.note);
    shown.end();
  } catch (error) {
    shown.end("failed");
    throw explainFileError(`Not done: ${title}`, error) ?? error;
  }
}

async function lockSetUp(root) {
  const path = join(root, ".bugle", "setup.lock");
  try {
    return await waitForLock(path);
  } catch (error) {
    throw explainFileError(`Nothing can be installed in ${join(root, ".bugle")}`, error) ?? error;
  }
}

async function waitForLock(path) {
  for (let announced = false; ; announced = true) {
    const lock = tryLock(path);
    if (lock.taken) return lock;
    if (!announced) process.stderr.write(`waiting for the set-up that process ${lock.holder.pid} is doing …\n`);
    await sleep(200);
  }
}
