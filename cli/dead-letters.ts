import type { Command } from "commander";
import type { ListOptions } from "./dead-letters/list.ts";
import type { RedriveOptions } from "./dead-letters/redrive.ts";
import type { ResolveOptions } from "./dead-letters/resolve.ts";
import type { ShowOptions } from "./dead-letters/show.ts";
import { EXIT_CODES, withPlaceOptions } from "./place.ts";
import { positive } from "./positive.ts";

const BOX = "a consumer, or what else has letters: `bugle dead-letters list` names them";

function addList(group: Command): void {
  withPlaceOptions(group.command("list"))
    .description("List dead letters with their reasons; each is hidden for the moment of the look.")
    .argument("[consumer]", `${BOX} (default: all)`)
    .option("--limit <n>", "at most so many of each queue", positive, 100)
    .option("--json", "print the letters as JSON, without their data")
    .addHelpText("after", EXIT_CODES)
    .action(async (consumer: string | undefined, options: ListOptions) => {
      const { list } = await import("./dead-letters/list.ts");
      await list(consumer, options);
    });
}

function addShow(group: Command): void {
  withPlaceOptions(group.command("show"))
    .description("Show one dead letter: why it died, what it says, who handles it, and what to do.")
    .argument("<id>", "of the message")
    .option("--data", "show its data too, which may be personal")
    .option("--json", "print it as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 shown, 1 there is none or it could not be read, 2 the command line was not understood.",
    )
    .action(async (id: string, options: ShowOptions) => {
      const { show } = await import("./dead-letters/show.ts");
      await show(id, options);
    });
}

function addRedrive(group: Command): void {
  withPlaceOptions(group.command("redrive"))
    .description("Send dead letters back to the one consumer they were for; sending twice is harmless.")
    .argument("[consumer]", BOX)
    .option("--id <id>", "only the message with this id")
    .option("--all", "the letters of every queue")
    .option("--dry-run", "only say what would go where")
    .option("--json", "print what was done as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 all went back, 1 some did not, came back, or were not there by --id, 2 the command line was not understood.",
    )
    .action(async (consumer: string | undefined, options: RedriveOptions) => {
      const { redriveLetters } = await import("./dead-letters/redrive.ts");
      await redriveLetters(consumer, options);
    });
}

function addResolve(group: Command): void {
  withPlaceOptions(group.command("resolve"))
    .description("Answer a dead letter with no: its handler does not run, a claim of it ends, its sender is told.")
    .argument("<id>", "of the message")
    .requiredOption("--because <text>", "why, for whoever sent it")
    .option("--json", "print what was done as JSON")
    .addHelpText("after", "\nExit codes: 0 answered, 1 it stays as it was, 2 the command line was not understood.")
    .action(async (id: string, options: ResolveOptions) => {
      const { resolveLetter } = await import("./dead-letters/resolve.ts");
      await resolveLetter(id, options);
    });
}

export function addDeadLetters(program: Command): void {
  const group = program
    .command("dead-letters")
    .description("Look at messages that nobody tries again, and send them back.");
  addList(group);
  addShow(group);
  addRedrive(group);
  addResolve(group);
}
