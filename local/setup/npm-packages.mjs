import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child.mjs";
import { explain, SetupFailure } from "./failure.mjs";
import { fingerprint, readStamp, writeStamp } from "./stamp.mjs";

const stampPath = (root) => join(root, "node_modules", ".bugle-stamp");

// The platform belongs to it: a folder shared with a container holds binaries of the other system.
const wanted = (root) => `${fingerprint(join(root, "package-lock.json"))} ${process.platform}-${process.arch}`;

/** Whether node_modules is missing, half made, or made from another lock file. */
export function packagesDue(root) {
  return readStamp(stampPath(root)) !== wanted(root);
}

/** Installs exactly what package-lock.json names; throws SetupFailure. `note` receives how far it is. */
export async function installPackages(root, note) {
  const [command, first] = npm();
  const flags = ["--include=dev", "--loglevel=http", "--no-audit", "--no-fund"];
  // npm's own waits add up to more than a minute without a network.
  const patience = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  let fetched = 0;
  const onLine = (line) => {
    if (/ fetch GET 200 .*\.tgz/.test(line)) note(`${++fetched} fetched`);
  };
  const result = await run(command, [...first, "ci", ...flags, ...patience], { cwd: root, onLine });
  const log = join(root, ".bugle", "setup-npm.log");
  rmSync(log, { force: true });
  if (result.missing) throw noNpm();
  // npm only warns of a file that it could not unpack, and ends well.
  const telling = result.output.split("\n").filter((line) => /^npm error|TAR_ENTRY_ERROR/.test(line));
  if (!result.ok || telling.length > 0) {
    const failure = explain("The npm packages could not be installed", telling.join("\n"), log);
    if (failure.code === "install-failed") writeFileSync(log, result.output);
    throw failure;
  }
  await checkNode(root);
  writeStamp(stampPath(root), wanted(root));
}

// Under `npm run` npm says which npm and which node it is; its node is not the one that `npm ci` is about to delete.
function npm() {
  const { npm_node_execpath: node, npm_execpath: script } = process.env;
  if (script && /\.c?js$/.test(script)) return [node ?? process.execPath, [script]];
  return process.platform === "win32" ? ["cmd.exe", ["/d", "/c", "npm"]] : ["npm", []];
}

async function checkNode(root) {
  const binary = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  const result = await run(binary, ["--version"]);
  if (result.ok) return;
  throw new SetupFailure(
    "no-node",
    "The npm packages are there, but the package `node` brought no Node for this machine.",
    "Its install script must run: try `npm ci --ignore-scripts=false`, then run the same command again.",
  );
}

function noNpm() {
  return new SetupFailure("no-npm", "npm was not found.", "Install Node 20 or newer with npm, then run `npm start`.");
}
