import type { RuleTitle } from "./rules.ts";
import type { SourceFile } from "./source.ts";

/** A tree that breaks one rule, and what the rule says of it. */
export interface Fixture {
  files: SourceFile[];
  says: string[];
}

const file = (path: string, text = "", ...more: string[]): SourceFile => ({ path, text: [text, ...more].join("\n") });
const long = (count: number) => "export {};\n".repeat(count);

const system = "take it from ../runtime/index.ts, its own folder or another system's contracts.ts";
const domain = "a domain takes contracts, and of the runtime only state, Rejected and types";
const pure = "reads a clock or draws at random: let time, ids and chance come in as data";
const http = "keep HTTP in the system's api/ folder, so that no handler's bundle carries it";
const core = "ask for a port in functions/runtime/ports.ts and be given it";
const inward = "move what both need into functions/, since infra, local and cli import functions and never the reverse";

export const fixtures: Record<RuleTitle, Fixture> = {
  "a system imports the runtime's index (its api the edge's), its own files, other systems' contracts and packages": {
    files: [
      file("functions/commerce/a.ts", `import { commit } from "../runtime/delivery/index.ts";`),
      file("functions/commerce/api/b.ts", `export * from "../../trading/place-order.ts";`),
      file("functions/commerce/c.ts", "import(path);", `import type { D } from "/etc/d.ts";`),
      file("functions/commerce/d.ts", `import { accept } from "../runtime/edge/index.ts";`),
      file("functions/commerce/api/e.ts", `import { poll } from "../../runtime/edge/poll.ts";`),
    ],
    says: [
      `functions/commerce/a.ts imports ../runtime/delivery/index.ts: ${system}`,
      `functions/commerce/api/b.ts imports ../../trading/place-order.ts: ${system}`,
      `functions/commerce/c.ts imports /etc/d.ts: ${system}`,
      `functions/commerce/c.ts imports a computed path: ${system}`,
      `functions/commerce/d.ts imports ../runtime/edge/index.ts: ${system}`,
      `functions/commerce/api/e.ts imports ../../runtime/edge/poll.ts: ${system}`,
    ],
  },
  "nothing but a system's api, the edge and the api's Lambda knows of HTTP": {
    files: [
      file("functions/runtime/index.ts", `export { accept } from "./edge/index.ts";`),
      file("functions/runtime/aws/entry/consumer.ts", `import { handle } from "hono/aws-lambda";`),
      file("functions/commerce/ship-order.ts", `import { serve } from "@hono/node-server";`),
      file("functions/commerce/cancel-order.ts", `import { shapes } from "./api/shapes.ts";`),
    ],
    says: [
      `functions/runtime/index.ts imports ./edge/index.ts: ${http}`,
      `functions/runtime/aws/entry/consumer.ts imports hono/aws-lambda: ${http}`,
      `functions/commerce/ship-order.ts imports @hono/node-server: ${http}`,
      `functions/commerce/cancel-order.ts imports ./api/shapes.ts: ${http}`,
    ],
  },
  "a system imports no AWS SDK": {
    files: [file("functions/commerce/a.ts", `import type { SQS } from "@aws-sdk/client-sqs";`)],
    says: ["functions/commerce/a.ts imports @aws-sdk/client-sqs: declare it in needs.ts and let the runtime reach AWS"],
  },
  "a system reads no process environment": {
    files: [
      file("functions/commerce/a.ts", "const url = `https://$" + "{process.env.HOST}`;"),
      file("functions/commerce/b.ts", "const { env } = process;"),
      file("functions/commerce/c.ts", `import { env } from "node:process";`),
    ],
    says: ["a", "b", "c"].map(
      (name) => `functions/commerce/${name}.ts reads process.env: declare the setting in the system's config.ts`,
    ),
  },
  "a domain imports contracts, and of the runtime only state and Rejected": {
    files: [
      file("functions/commerce/domain/a.ts", `import { handle, state } from "../../runtime/index.ts";`),
      file("functions/commerce/domain/b.ts", `import { cards } from "../needs.ts";`),
      file("functions/commerce/domain/c.ts", `import { z } from "zod";`),
    ],
    says: [
      `functions/commerce/domain/a.ts imports ../../runtime/index.ts: ${domain}`,
      `functions/commerce/domain/b.ts imports ../needs.ts: ${domain}`,
      `functions/commerce/domain/c.ts imports zod: ${domain}`,
    ],
  },
  "a domain imports nothing of Node": {
    files: [file("functions/commerce/domain/a.ts", `import { x } from "node:fs";`, `import "crypto";`)],
    says: ["node:fs", "crypto"].map(
      (name) => `functions/commerce/domain/a.ts imports ${name}: let time, ids and files come in as data`,
    ),
  },
  "a domain reads no clock and draws nothing at random": {
    files: [
      file("functions/commerce/domain/a.ts", "const now = new Date();"),
      file("functions/commerce/domain/b.ts", "const id = crypto.randomUUID();"),
    ],
    says: [`functions/commerce/domain/a.ts ${pure}`, `functions/commerce/domain/b.ts ${pure}`],
  },
  "the runtime's core imports no adapter": {
    files: [
      file("functions/runtime/handler.ts", `import { clock } from "./memory/clock.ts";`),
      file("functions/runtime/delivery/fold/a.ts", `const { given } = await import("../../testing/index.ts");`),
    ],
    says: [
      `functions/runtime/handler.ts imports ./memory/clock.ts: ${core}`,
      `functions/runtime/delivery/fold/a.ts imports ../../testing/index.ts: ${core}`,
    ],
  },
  "the runtime imports no system": {
    files: [file("functions/runtime/aws/a.ts", `import { Paid } from "../../commerce/contracts.ts";`)],
    says: [
      "functions/runtime/aws/a.ts imports ../../commerce/contracts.ts: the runtime learns of systems from the manifest",
    ],
  },
  "of the runtime only aws/env.ts reads the process environment": {
    files: [file("functions/runtime/aws/journal.ts", `const table = process.env["TABLE"];`)],
    says: [
      "functions/runtime/aws/journal.ts reads process.env: read it in functions/runtime/aws/env.ts and pass it on",
    ],
  },
  "functions import nothing of infra, local or cli": {
    files: [
      file("functions/commerce/a.ts", `import { gateway } from "../../local/card-gateway/index.ts";`),
      file("functions/runtime/aws/b.ts", `import "../../../infra/app.ts";`),
    ],
    says: [
      `functions/commerce/a.ts imports ../../local/card-gateway/index.ts: ${inward}`,
      `functions/runtime/aws/b.ts imports ../../../infra/app.ts: ${inward}`,
    ],
  },
  "no folder is a junk drawer": {
    files: [
      file("cli/helpers/a.ts"),
      file("functions/runtime/common/deep/b.ts"),
      file("functions/runtime/common/c.ts"),
    ],
    says: [
      "cli/helpers/ says nothing of what is in it: name it by its concern, or put each file beside its user",
      "functions/runtime/common/ says nothing of what is in it: name it by its concern, or put each file beside its user",
    ],
  },
  "file names are kebab-case": {
    files: [
      file("cli/shipOrder.ts"),
      file("functions/commerce/order_summary.projection.ts"),
      file("local/engine/long_polls.py"),
    ],
    says: [
      "cli/shipOrder.ts is not kebab-case: name it like ship-order.ts or order-summary.projection.ts",
      "functions/commerce/order_summary.projection.ts is not kebab-case: name it like ship-order.ts or order-summary.projection.ts",
    ],
  },
  "no file has more than 200 lines": {
    files: [file("cli/a.ts", long(200)), file("cli/b.ts", long(201)), file("test/c.test.ts", long(201))],
    says: ["cli/b.ts has 201 lines of at most 200: split it by concern"],
  },
  "the median file has at most 60 lines": {
    files: [file("cli/a.ts", long(10)), file("cli/b.ts", long(61)), file("infra/c.ts", long(62))],
    says: ["the median file has 61 lines of at most 60: split the longest, cli/a.ts, cli/b.ts, infra/c.ts"],
  },
  "nothing is left to do": {
    files: [file("cli/a.ts", "export {};", `// ${["TO", "DO"].join("")}: the rest`, `/* ${["FIX", "ME"].join("")} */`)],
    says: ["cli/a.ts:2 is unfinished: do it now or drop it", "cli/a.ts:3 is unfinished: do it now or drop it"],
  },
};

/** A tree that goes right up to every limit and breaks nothing. */
export const sound: SourceFile[] = [
  file("functions/commerce/contracts.ts", `import { z } from "zod";`, `export { z as schema } from "zod";`),
  file("functions/commerce/cancel-order.ts", `import { handle } from "../runtime/index.ts";`, `import "./needs.ts";`),
  file("functions/commerce/send-receipt-on-order-shipped.ts", `import { Filled } from "../trading/contracts.ts";`),
  file("functions/commerce/api/orders.ts", "// process.env is not read here", `const help = "set process.env";`),
  file("functions/commerce/api/stock.ts", `import { resource } from "../../runtime/edge/index.ts";`),
  file("functions/runtime/edge/edge.ts", `import { Hono } from "hono";`, `import type { Keys } from "../ports.ts";`),
  file(
    "functions/runtime/aws/entry/api.ts",
    `import { handle } from "hono/aws-lambda";`,
    `import "../../edge/serve.ts";`,
  ),
  file("functions/commerce/api/form.ts", `const page = /["'\`]/; // import x from "../../local/a.ts"`),
  file(
    "functions/commerce/order-summary.projection.ts",
    "const example = `\nimport x from '../trading/domain/x.ts';\n`;",
  ),
  file("functions/commerce/domain/order.ts", `import { Rejected, state, type Fold } from "../../runtime/index.ts";`),
  file("functions/commerce/domain/price.ts", `import type * as kit from "../../runtime/index.ts";`),
  file("functions/commerce/domain/tax.ts", `import { order } from "./order.ts";`, "const day = new Date(order.at);"),
  file("functions/commerce/domain/quote.ts", `import { Quote } from "../../trading/contracts.ts";`),
  file("functions/runtime/aws/env.ts", "export const environment = process.env;"),
  file("functions/runtime/aws/run.ts", `import { clock } from "../memory/clock.ts";`, "process.exitCode = 1;"),
  file("functions/runtime/delivery/index.ts", `import type { Ports } from "../ports.ts";`),
  file("infra/app.ts", long(60), `import { x } from "../functions/runtime/index.ts";`, "process.env.REGION;"),
  file("cli/bugle.ts", long(200)),
];
