import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

const repo = resolve(import.meta.dirname, "..", "..");

const fakeNpm = `
const fs = require("node:fs");
fs.appendFileSync("npm-calls", "x");
const failure = process.env.FAKE_NPM_ERROR;
if (failure) {
  console.error("npm error code " + failure + "\\nnpm error network request failed, reason: getaddrinfo " + failure);
  process.exit(1);
}
fs.rmSync("node_modules", { recursive: true, force: true });
fs.mkdirSync("node_modules/node/bin", { recursive: true });
fs.writeFileSync("node_modules/node/bin/node", "#!/bin/sh\\necho v24\\n", { mode: 0o755 });
if (process.env.FAKE_NPM_HANGS) setInterval(() => {}, 1000);
`;

// A shell's first line and a script's too: an interpreter with a space in its path cannot stand behind "#!".
export const fakePython = (version: string, has = ["venv", "ensurepip", "pip"]): string => `#!/bin/sh
":" //; exec "${process.execPath}" "$0" "$@"
const fs = require("node:fs");
const [flag, ...rest] = process.argv.slice(2);
const code = rest.at(-1);
if (flag === "-c") console.log(JSON.stringify({ version: "${version}", has: ${JSON.stringify(has)} }));
if (flag === "-S") console.log("${version}");
if (flag === "-m" && rest[0] === "pip") fs.appendFileSync(__filename + ".pip", rest.join(" ") + "\\n");
if (flag === "-m" && rest[0] === "venv") {
  fs.mkdirSync(code + "/bin", { recursive: true });
  fs.copyFileSync(__filename, code + "/bin/python");
}
`;

export interface SetupRun {
  code: number | null;
  printed: string;
}

/** A checkout in a folder with a space in its name, whose npm and Python are stand-ins; gone when the test ends. */
export function throwawayCheckout() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bugle-setup-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const root = join(folder, "my checkout");
  const path = join(root, "path");
  mkdirSync(path, { recursive: true });
  for (const part of ["local/setup", "local/engine/dynamodb-local"])
    cpSync(join(repo, part), join(root, part), { recursive: true });
  const file = (name: string): string => join(root, name);
  const write = (name: string, text: string): void => {
    mkdirSync(join(file(name), ".."), { recursive: true });
    writeFileSync(file(name), text);
  };
  write("local/engine/ministack/requirements.txt", "ministack==0\n");
  write("package-lock.json", "{}");
  write("npm.cjs", fakeNpm);

  return {
    file,
    write,
    exists: (name: string): boolean => existsSync(file(name)),
    npmCalls: (): number => (existsSync(file("npm-calls")) ? readFileSync(file("npm-calls"), "utf8").length : 0),
    makeRunnable: (name: string): void => chmodSync(file(name), 0o755),
    addPython: (name: string, version: string, has?: string[]): void => {
      writeFileSync(join(path, name), fakePython(version, has));
      chmodSync(join(path, name), 0o755);
    },
    setUp: (env: Record<string, string> = {}, ...parts: string[]) => {
      const child = spawn(process.execPath, [file("local/setup/install.mjs"), ...parts], {
        env: { PATH: path, npm_execpath: file("npm.cjs"), npm_node_execpath: process.execPath, ...env },
      });
      let printed = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
      const ended = new Promise<SetupRun>((done) => child.once("close", (code) => done({ code, printed })));
      return { ended, interrupt: () => child.kill("SIGINT") };
    },
  };
}
