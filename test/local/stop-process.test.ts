import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { stopProcess } from "../../local/engine/stop-process.ts";
import { birthOf } from "../../local/setup/process-life.mjs";

// A parent that ignores SIGTERM, with a child of its own whose pid it prints.
const stubborn = `
process.on("SIGTERM", () => {});
const { pid } = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
console.log(pid);
setInterval(() => {}, 1000);
`;

test("a process that ignores SIGTERM is ended with its whole group", async () => {
  const child = spawn(process.execPath, ["-e", stubborn], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  const pid = child.pid ?? 0;
  const [line] = await once(child.stdout, "data");
  const grandchild = Number(line);
  expect(birthOf(grandchild)).toBeDefined();

  await stopProcess(pid, birthOf(pid) ?? "", 500);

  expect(birthOf(pid)).toBeUndefined();
  await expect.poll(() => birthOf(grandchild)).toBeUndefined();
});
