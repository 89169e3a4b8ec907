import type { Command } from "commander";
import { misused } from "./failure.ts";
import { project } from "./project.ts";

function readTime(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw misused(`${text} is no time`, "Give it as ISO 8601: --from 2026-05-01T12:00:00Z");
}

async function sweep({ from, json }: { readonly from?: string; readonly json?: true }): Promise<void> {
  const since = from === undefined ? undefined : readTime(from);
  // Every command would pay for the AWS SDK otherwise.
  const { sweepDeployed } = await import("../local/runner/deployed.ts");
  const commits = await sweepDeployed(project, process.env, since);
  const lines = Object.entries(commits).map(([system, count]) => `${system}: ${count} commits relayed again`);
  process.stdout.write(`${json ? JSON.stringify({ commits }, null, 2) : lines.join("\n")}\n`);
}

export function addRelay(program: Command): void {
  program
    .command("relay")
    .description("Look after the relay, which sends what commits say.")
    .command("sweep")
    .description(
      "Relay commits again, on the local cloud; whoever has handled a message does not do it twice, except at-most-once subscribers.",
    )
    .option("--from <time>", "ISO 8601; earlier commits are left out (default: from the beginning)")
    .option("--json", "print how many as JSON, by system")
    .addHelpText(
      "after",
      "\nExit codes: 0 all were relayed, 1 some were not or nothing runs, 2 the command line was not understood.",
    )
    .action(sweep);
}
