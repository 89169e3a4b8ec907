import * as z from "zod";
import { config } from "../runtime/index.ts";

export default config(
  z.object({
    /** Who is written to of an alert, by step: the first at once, each other when nobody has acknowledged it; the last stands for all beyond. */
    alertRecipients: z.array(z.email()).max(3).optional(),
  }),
  { unless: { alertRecipients: "nobody is written to of an alert" } },
);
