import { run } from "./child.mjs";
import { SetupFailure } from "./failure.mjs";
import { pythonPlaces } from "./places.mjs";

const recent = { what: "the local cloud", from: [3, 10] };
const newestKnown = 14;

const probe = `
import json, sys
from importlib.util import find_spec
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "has": [m for m in ("venv", "ensurepip", "pip") if find_spec(m)]}))
`;

/**
 * The first Python within a range, default 3.10 and newer, that can make an environment: its command, version and which of
 * venv, ensurepip and pip it has.
 * Looks on the PATH; for a range that ends, then in the places given, default where installers and version managers put it.
 * Throws SetupFailure `python-missing`, `python-too-old` or `python-too-new`, or `python-no-venv` if only such Pythons fit.
 */
export async function findPython(range = recent, places = range.to ? pythonPlaces() : []) {
  const unfit = [];
  let bare;
  for (const command of [...named(range), ...places.map((path) => [path])]) {
    const found = await ask(command);
    if (!found) continue;
    if (compare(found.version, range) !== 0) unfit.push(found.version);
    else if (canMakeEnvironment(found)) return { command, ...found };
    else bare ??= found.version;
  }
  throw bare ? noEnvironment(bare) : failure(range, unfit);
}

const canMakeEnvironment = ({ has }) =>
  (has.includes("pip") && (has.includes("venv") || process.platform !== "win32")) ||
  (has.includes("venv") && has.includes("ensurepip"));

/** The SetupFailure `python-no-venv`. */
export function noEnvironment(version) {
  const [major, minor] = version.split(".");
  return new SetupFailure(
    "python-no-venv",
    `Python ${version} is there, but it can make no virtual environment (venv or ensurepip is missing).`,
    `Debian and Ubuntu: \`sudo apt install python${major}.${minor}-venv\`; elsewhere install a complete Python, then run the same command again.`,
  );
}

function named({ from, to }) {
  const minors = minorsOf(from, to);
  const numbered = minors.map((minor) => [`python3.${minor}`]);
  const all = to ? [...numbered, ["python3"], ["python"]] : [["python3"], ...numbered, ["python"]];
  if (process.platform !== "win32") return all;
  return [...all, ...(to ? minors.map((minor) => ["py", `-3.${minor}`]) : [["py", "-3"]])];
}

// The newest first.
function minorsOf([, from], [, to] = [3, newestKnown]) {
  return Array.from({ length: to - from + 1 }, (_, i) => to - i);
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

/** Negative below the range, positive above it. */
function compare(version, { from, to }) {
  const [major, minor] = version.split(".").map(Number);
  const place = major * 1000 + minor;
  const [lowest, highest] = [from, to ?? [3, Number.POSITIVE_INFINITY]].map(([first, second]) => first * 1000 + second);
  return place < lowest ? -1 : place > highest ? 1 : 0;
}

function failure(range, unfit) {
  const found = [...new Set(unfit)];
  const tooNew = found.some((version) => compare(version, range) > 0);
  const code = found.length === 0 ? "python-missing" : tooNew ? "python-too-new" : "python-too-old";
  return new SetupFailure(code, (range.to ? sentenceOf : openSentenceOf)(range, found), helpOf(range));
}

function openSentenceOf({ what, from }, [first]) {
  if (first === undefined) return `Python was not found; ${what} needs it.`;
  return `Python ${first} is too old; ${what} needs ${from.join(".")} or newer.`;
}

function sentenceOf({ what, from, to }, found) {
  const list = (type, texts) => new Intl.ListFormat("en", { type }).format(texts);
  const wanted = minorsOf(from, to).map((minor) => `3.${minor}`);
  const sorted = found.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const instead = sorted.length > 0 ? `found only ${list("conjunction", sorted)}` : "none was found";
  return `${what} needs Python ${list("disjunction", wanted.reverse())}; ${instead}.`;
}

function helpOf({ from, to }) {
  const wanted = to ? to.join(".") : `${from.join(".")} or newer`;
  return `Install Python ${wanted} (${howTo(to)}), then run the same command again.`;
}

function howTo(to) {
  if (process.platform === "darwin") return to ? `\`brew install python@${to.join(".")}\`` : "`brew install python`";
  if (process.platform === "win32") return `\`winget install Python.Python.${to?.join(".") ?? "3.13"}\``;
  if (to) return `\`uv python install ${to.join(".")}\`, \`pyenv install ${to.join(".")}\`, or your system's packages`;
  return "Debian and Ubuntu: `sudo apt install python3 python3-venv`";
}
