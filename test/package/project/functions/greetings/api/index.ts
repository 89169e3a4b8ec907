import { accept, api, operation, resource } from "bugle/edge";
import * as z from "zod";
import { Greet } from "../contracts.ts";

const greeting = z.strictObject({ name: z.string().min(1).max(100) });

const greetings = resource().post(
  "/greetings",
  operation({ summary: "Greets somebody", body: greeting, accepts: ["name"] }),
  async (c) => {
    const { name } = c.req.valid("json");
    return accept(c, new Greet({ name }), { location: `/greetings/${encodeURIComponent(name)}`, ids: { name } });
  },
);

export default api(greetings);
