import type { Command } from "commander";
import { project } from "./project.ts";

/** `bugle start` and `bugle reset` take what `npm start` and `npm run reset` take, and read it themselves. */
const passedOn = (program: Command, name: string, run: (args: readonly string[]) => Promise<void>): Command =>
  program.command(name).argument("[options...]").helpOption(false).allowUnknownOption().action(run);

export function addStart(program: Command): void {
  passedOn(program, "start", async (args) => {
    const { startCommand } = await import("../local/start-command.ts");
    process.exit(await startCommand(args, project));
  }).description(
    "Run the systems on this machine: in an engine, with --lambda as Lambdas inside it, with --memory in memory.",
  );
  passedOn(program, "reset", async (args) => {
    const { resetCommand } = await import("../local/reset-command.ts");
    process.exitCode = await resetCommand(args, project);
  }).description("Clear what local runs have kept.");
}
