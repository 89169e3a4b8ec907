import type { Command } from "commander";
import type { EndpointOptions } from "./endpoint/run.ts";

const listed = (text: string): string[] => text.split(",").map((name) => name.trim());

export function addEndpoint(program: Command): void {
  program
    .command("endpoint")
    .description("Run the contract of an endpoint: what AWS does and Bugle relies on, case by case.")
    .option("--endpoint <url>", "another local cloud on this machine (default: the running local engine)")
    .option("--section <names>", "only these sections, separated by commas, such as queues,fifo", listed)
    .option("--aws", "run it against AWS, in the account of your own credentials")
    .option("--region <name>", "AWS region, with --aws (default: your profile's)")
    .option("--yes-create-and-delete-resources", "consent to what --aws does; without it, it only says what that is")
    .option("--json", "print all findings as JSON")
    .addHelpText(
      "after",
      "\nWhat it makes is named bugle-contract-… and removed at the end, also after Ctrl-C.\n" +
        "DynamoDB Local knows the sections journal and streams only.\n" +
        "Exit codes: 0 every case as AWS, or as it is kept of this product and version, 1 some case differs from that, in either\n" +
        "direction, or it could not run, 2 the command line was not understood or the consent is missing, 130 interrupted.",
    )
    .action(async (options: EndpointOptions) => {
      // Every command would pay for the AWS SDK otherwise.
      const { endpoint } = await import("./endpoint/run.ts");
      await endpoint(options);
    });
}
