import { need } from "../runtime/index.ts";
import { analyticsCollector } from "./analytics.ts";
import { cardGateway } from "./cards.ts";
import config from "./config.ts";

/** The provider that takes and gives back money. */
export const cards = need(config, async ({ cardGatewayUrl, cardGatewayKey }, { secret }) =>
  cardGateway(cardGatewayUrl, cardGatewayKey === undefined ? undefined : await secret(cardGatewayKey)),
);

/** Whoever counts what happens, for figures that need not be exact. */
export const analytics = need(config, ({ analyticsUrl }) => analyticsCollector(analyticsUrl));
