import { type Command, InvalidArgumentError, Option } from "commander";
import { stdoutColors } from "./colors.ts";
import { costAtRest } from "./cost/at-rest.ts";
import type { CountedOrder } from "./cost/order/one-order.ts";
import { ASSUMED, costOfKeeping, costOfOrders } from "./cost/per-order.ts";
import { PRICE_LIST, PRICES } from "./cost/prices.ts";
import { asText, type CostReport, type OrdersCost } from "./cost/report.ts";
import { loadSystems, rootOption } from "./systems.ts";

interface Options {
  readonly root: string;
  readonly orders: number;
  readonly json?: true;
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError("Give a whole number above 0.");
}

const costOf = ({ usage, metrics }: CountedOrder, orders: number): OrdersCost => ({
  orders,
  assumed: ASSUMED,
  usage,
  alone: costOfOrders(usage, orders, ASSUMED.alone),
  inTens: costOfOrders(usage, orders, ASSUMED.inTens),
  monthly: [
    costOfKeeping(usage, orders),
    {
      service: "CloudWatch metrics",
      dollars: metrics * PRICES.customMetricMonth,
      because: `${metrics} metrics of handlers and events that an order meets`,
    },
  ],
});

async function cost({ root: folder, orders, json }: Options): Promise<void> {
  const { root, loaded } = await loadSystems(folder);
  // Every command would pay for CDK and the AWS SDK otherwise.
  const [{ templatesOf }, { countOrder }] = await Promise.all([
    import("./cost/templates.ts"),
    import("./cost/order/one-order.ts"),
  ]);
  const counted = await countOrder(loaded, root);
  const fifoQueues = loaded.manifest.systems.flatMap(({ consumers }) => consumers).filter(({ fifo }) => fifo).length;
  const report: CostReport = {
    prices: PRICE_LIST,
    atRest: costAtRest(await templatesOf(loaded.manifest), fifoQueues),
    ...(counted && { ofOrders: costOf(counted, orders) }),
  };
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : asText(report, stdoutColors())}\n`);
}

export function addCost(program: Command): void {
  program
    .command("cost")
    .description("Compute what AWS would charge at rest and per million orders, from counted requests.")
    .addOption(rootOption())
    .addOption(new Option("--orders <count>", "how many orders").default(1_000_000).argParser(readCount))
    .option("--json", "print the figures, and what was counted, as JSON")
    .addHelpText(
      "after",
      "\nNothing is deployed and AWS is not asked: an order is placed with the systems' own code in this process.\n" +
        "Exit codes: 0 printed, 1 an order could not be placed or a file not loaded, 2 the command line was not understood.",
    )
    .action(cost);
}
