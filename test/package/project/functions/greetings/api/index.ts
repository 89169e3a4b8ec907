import { accept, api, body, resource } from "bugle/edge";
import * as z from "zod";
import { Greet } from "../contracts.ts";

const greeting = z.strictObject({ name: z.string().min(1).max(100) });

const greetings = resource().post("/greetings", async (c) => {
  const { name } = await body(c, greeting);
  return accept(c, new Greet({ name }), { location: `/greetings/${encodeURIComponent(name)}`, ids: { name } });
});

export default api(greetings);
