import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./child.mjs";
import { explain } from "./failure.mjs";
import { findPython, noEnvironment } from "./find-python.mjs";
import { pipProgress } from "./pip-progress.mjs";
import { fingerprintOf, readStamp, writeStamp } from "./stamp.mjs";

const engine = {
  folder: "venv",
  requirements: fileURLToPath(new URL("../engine/ministack/requirements.txt", import.meta.url)),
};
const venvOf = (root, { folder }) => join(root, ".bugle", folder);
const stampIn = (venv) => join(venv, ".bugle-stamp");
const stampPath = (root, which) => stampIn(venvOf(root, which));
const logOf = (root, { folder }) => join(root, ".bugle", `setup-${folder.replaceAll(/[\\/]/g, "-")}.log`);
const requirementsOf = (root, { requirements }) => resolve(root, requirements);
const inputsOf = (root, { requirements, inputs = [] }) =>
  fingerprintOf([requirements, ...inputs].map((path) => resolve(root, path)));
const interpreterOf = (venv) =>
  process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");

const printVersion = "import sys; print('%d.%d.%d' % sys.version_info[:3])";

/** Whether a virtual environment, default the engine's, is missing, half made, made from other requirements, or its Python is gone or changed. */
export function environmentDue(root, which = engine) {
  const stamp = readStamp(stampPath(root, which));
  if (!stamp) return true;
  const [inputs, version] = stamp.split(" ");
  if (inputs !== inputsOf(root, which)) return true;
  const asked = spawnSync(interpreterOf(venvOf(root, which)), ["-S", "-c", printVersion]);
  return asked.status !== 0 || String(asked.stdout).trim() !== version;
}

/** Lets the virtual environment in a folder be made anew when it is needed next. */
export const distrustEnvironment = (venv) => rmSync(stampIn(venv), { force: true });

/** Makes the virtual environment anew with exactly the pinned requirements, then what else it installs; throws SetupFailure. */
export async function makeEnvironment(root, note, which = engine) {
  const python = await findPython(which.python);
  const venv = venvOf(root, which);
  const requirements = requirementsOf(root, which);
  const installs = [["--require-hashes", "-r", requirements], ...(which.installs ?? [])];
  const outputs = [];
  rmSync(logOf(root, which), { force: true });
  for (const attempt of attemptsFor(python)) {
    rmSync(venv, { recursive: true, force: true });
    const { create, install } = attempt(python.command, venv);
    const steps = [...create, ...installs.map((wanted) => [...install, ...wanted])];
    const failed = await firstFailure(steps, pipProgress(requirements, note));
    if (failed === undefined) return writeStamp(stampPath(root, which), `${inputsOf(root, which)} ${python.version}`);
    outputs.push(failed);
    // Without a network or with a full disk the next way would only fail more slowly.
    if (explain("", failed, "").code !== "install-failed") break;
  }
  throw failure(logOf(root, which), python, outputs);
}

const pip = ["-m", "pip"];
const flags = ["install", "--no-input", "--disable-pip-version-check", "--progress-bar=off", "--retries=2"];

function attemptsFor({ has }) {
  const attempts = [];
  if (has.includes("venv") && has.includes("ensurepip")) attempts.push(ownPip);
  if (has.includes("venv") && has.includes("pip")) attempts.push(outerPip);
  if (has.includes("pip") && process.platform !== "win32") attempts.push(folder);
  return attempts;
}

const ownPip = (python, venv) => ({
  create: [[...python, "-m", "venv", venv]],
  install: [interpreterOf(venv), ...pip, ...flags],
});

const outerPip = (python, venv) => ({
  create: [[...python, "-m", "venv", "--without-pip", venv]],
  install: [...python, ...pip, "--python", interpreterOf(venv), ...flags],
});

// No venv at all: a folder of packages behind a script that answers like the interpreter of a venv.
const folder = (python, venv) => {
  mkdirSync(join(venv, "bin"), { recursive: true });
  const script = `#!/bin/sh\nPYTHONPATH="$(dirname "$0")/../packages" exec ${python.join(" ")} "$@"\n`;
  writeFileSync(interpreterOf(venv), script);
  chmodSync(interpreterOf(venv), 0o755);
  return { create: [], install: [...python, ...pip, ...flags, "--target", join(venv, "packages")] };
};

async function firstFailure(steps, onLine) {
  const env = { ...process.env, PIP_USER: "0", PIP_REQUIRE_VIRTUALENV: "0" };
  for (const name of ["PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"]) delete env[name];
  for (const [file, ...args] of steps) {
    const result = await run(file, args, { env, onLine });
    if (!result.ok) return result.output;
  }
  return undefined;
}

function failure(log, { version, has }, outputs) {
  const known = explain("The Python environment could not be made", outputs.join("\n"), log);
  if (known.code !== "install-failed") return known;
  writeFileSync(log, outputs.join("\n"));
  return has.includes("ensurepip") ? known : noEnvironment(version);
}
