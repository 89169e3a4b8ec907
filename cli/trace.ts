import type { Command } from "commander";
import { withPlaceOptions } from "./place.ts";
import type { TraceOptions } from "./trace/run.ts";

export function addTrace(program: Command): void {
  withPlaceOptions(program.command("trace"))
    .description("Draw the journey of a request: each message, who handled it, and when.")
    .argument("<correlationId>", "as a write over HTTP answers it, or a dead letter shows it")
    .option("--json", "print it as JSON, as GET /trace/{correlationId} does")
    .addHelpText(
      "after",
      "\nExit codes: 0 drawn, 1 there is none or it could not be read, 2 the command line was not understood.",
    )
    .action(async (correlationId: string, options: TraceOptions) => {
      const { trace } = await import("./trace/run.ts");
      await trace(correlationId, options);
    });
}
