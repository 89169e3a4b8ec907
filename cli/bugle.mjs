#!/usr/bin/env node
// Any Node can read this file; the command line itself needs the one that the set-up installs.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const node = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
const bugle = fileURLToPath(new URL("bugle.ts", import.meta.url));

if (!existsSync(node)) {
  process.stderr.write("error: Bugle is not set up yet; run `npm install`, then the same command again.\n");
  process.exitCode = 2;
} else if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import("./bugle.ts");
} else {
  const child = spawn(node, [bugle, ...process.argv.slice(2)], { stdio: "inherit" });
  // The terminal interrupts the child itself; whoever stops only this process means the child too.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
