import * as z from "zod";
import { config } from "../runtime/index.ts";

export default config(
  z.object({
    /** Base address of the card gateway. */
    cardGatewayUrl: z.url(),
    /** Name of the secret parameter with the gateway's key; a gateway for development asks for none. */
    cardGatewayKey: z.string().min(1).optional(),
    /** Where registrations are counted; nobody counts them if absent. */
    analyticsUrl: z.url().optional(),
  }),
  { secrets: ["cardGatewayKey"] },
);
