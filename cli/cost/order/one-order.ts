import { BugleError } from "../../../functions/runtime/errors.ts";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { startCardGateway } from "../../../local/card-gateway/index.ts";
import { openApis } from "../../../local/runner/apis.ts";
import { openCloud } from "./cloud.ts";
import { customer } from "./customer.ts";
import type { Usage } from "./usage.ts";

export interface CountedOrder {
  readonly usage: Usage;
  /** How many metrics its log lines made, each told apart by its dimensions. */
  readonly metrics: number;
}

const SHOP = "commerce";

async function count(loaded: Loaded, functions: string, cardGatewayUrl: string): Promise<CountedOrder> {
  const cloud = openCloud(loaded, { cardGatewayUrl });
  const trouble = (error: unknown) => {
    throw error;
  };
  const fetch = await openApis({ functions, manifest: loaded.manifest, trouble }, cloud.served);
  const shop = customer((request) => {
    cloud.usage.http++;
    return fetch(request);
  });
  const order = async () => {
    const orderId = await shop.order();
    await cloud.settled();
    const { status } = await shop.look(orderId);
    if (status === "shipped") return;
    throw new BugleError("no-order", `the order ended as ${status}, not as shipped`, {
      help: "see what keeps it: `npm start -- --memory` shows an order's journey",
    });
  };
  await shop.stockUp();
  await order();
  // The first order woke every Lambda; the second is what an order costs.
  cloud.restart();
  await order();
  return { usage: cloud.usage, metrics: cloud.metrics.size };
}

/**
 * Places an order with the systems' own code on AWS services that answer from this process, and counts what is asked of them
 * until the last timer has come; undefined where there is no shop. Throws `no-order` if it was not shipped.
 */
export async function countOrder(loaded: Loaded, functions: string): Promise<CountedOrder | undefined> {
  if (!loaded.manifest.systems.some(({ name }) => name === SHOP)) return undefined;
  const gateway = await startCardGateway({ port: 0 });
  try {
    return await count(loaded, functions, gateway.url);
  } finally {
    await gateway.stop();
  }
}
