import { run } from "./child.mjs";
import { SetupFailure } from "./failure.mjs";

const oldest = [3, 10];

const probe = `
import json, sys
from importlib.util import find_spec
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "has": [m for m in ("venv", "ensurepip", "pip") if find_spec(m)]}))
`;

function candidates() {
  const numbered = [14, 13, 12, 11, 10].map((minor) => [`python3.${minor}`]);
  const named = [["python3"], ...numbered, ["python"]];
  return process.platform === "win32" ? [...named, ["py", "-3"]] : named;
}

/**
 * The first Python on the PATH that is new enough: its command, version and which of venv, ensurepip and pip it has.
 * Throws SetupFailure `python-missing` or `python-too-old`.
 */
export async function findPython() {
  const tooOld = [];
  for (const command of candidates()) {
    const found = await ask(command);
    if (found && isNewEnough(found.version)) return { command, ...found };
    if (found) tooOld.push(found.version);
  }
  const help = `Install Python 3.10 or newer (${howTo()}), then run the same command again.`;
  if (tooOld.length === 0)
    throw new SetupFailure("python-missing", "Python was not found; the local cloud needs it.", help);
  throw new SetupFailure(
    "python-too-old",
    `Python ${tooOld[0]} is too old; the local cloud needs 3.10 or newer.`,
    help,
  );
}

async function ask([file, ...first]) {
  const result = await run(file, [...first, "-c", probe]);
  if (!result.ok) return undefined;
  try {
    return JSON.parse(result.output.trim().split("\n").at(-1));
  } catch {
    // A stub that prints something else, such as the one Windows ships, is no Python.
    return undefined;
  }
}

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function howTo() {
  if (process.platform === "darwin") return "`brew install python`";
  if (process.platform === "win32") return "`winget install Python.Python.3.13`";
  return "Debian and Ubuntu: `sudo apt install python3 python3-venv`";
}
