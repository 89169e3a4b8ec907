#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addCheck } from "./check.ts";
import { addCost } from "./cost.ts";
import { addDeadLetters } from "./dead-letters.ts";
import { addDoctor } from "./doctor.ts";
import { addEndpoint } from "./endpoint.ts";
import { report } from "./failure.ts";
import { addLoad } from "./load.ts";
import { addRelay } from "./relay.ts";
import { addSimulate } from "./simulate.ts";
import { addStart } from "./start.ts";
import { addStatus } from "./status.ts";
import { addTopology } from "./topology.ts";
import { addTrace } from "./trace.ts";

const { version } = JSON.parse(readFileSync(new URL(import.meta.resolve("bugle/package.json")), "utf8"));

const program = new Command("bugle")
  .version(version)
  .description("Run the systems of a project, look at them and at what is deployed of them, and mend what failed.")
  .showHelpAfterError("`bugle --help` lists the commands, `bugle <command> --help` the options of one.")
  .exitOverride();

addStart(program);
addCheck(program);
addTopology(program);
addStatus(program);
addDeadLetters(program);
addTrace(program);
addRelay(program);
addLoad(program);
addSimulate(program);
addCost(program);
addEndpoint(program);
addDoctor(program);

// A reader such as `head` may leave early; that is no failure.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
