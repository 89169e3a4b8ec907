#!/usr/bin/env node
// Any Node can read this file; the command line itself needs one that is new enough, and may have one installed beside it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Node strips no types from what was installed as a package, so a package carries the compiled files.
const isPackage = import.meta.url.includes("/node_modules/");
const bugle = fileURLToPath(new URL(isPackage ? "../dist/cli/bugle.js" : "bugle.ts", import.meta.url));
const project = isPackage ? process.cwd() : fileURLToPath(new URL("..", import.meta.url));
const node = join(project, "node_modules", ".bin", "node");

function refuse(why, help) {
  process.stderr.write(`error: ${why}; ${help}, then the same command again.\n`);
  process.exitCode = 2;
}

if (!isPackage && !existsSync(node)) {
  refuse("Bugle is not set up yet", "run `npm install`");
} else if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import(pathToFileURL(bugle).href);
} else if (!existsSync(node)) {
  refuse(
    `Bugle runs on Node 24 or newer, not ${process.version}`,
    "add it to the project with `npm install -D node@24`",
  );
} else {
  const child = spawn(node, [bugle, ...process.argv.slice(2)], { stdio: "inherit" });
  // The terminal interrupts the child itself; whoever stops only this process means the child too.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
