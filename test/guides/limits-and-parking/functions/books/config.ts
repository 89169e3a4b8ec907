import * as z from "zod";
import { config } from "../../../../../functions/runtime/index.ts";

export default config(z.object({ exchangeUrl: z.url() }));
