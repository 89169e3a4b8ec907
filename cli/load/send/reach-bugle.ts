import { BugleError } from "../../../functions/runtime/errors.ts";
import { type Client, type ClientOptions, openClient } from "./client.ts";

/** A client of the API at an address, which is asked for its health first; throws `no-bugle` unless a Bugle API answers. */
export async function reachBugle(options: ClientOptions): Promise<Client> {
  const client = openClient(options);
  const { status, data } = await client({ method: "GET", path: "/health" });
  if (status === 200 && data["status"] === "ok" && typeof data["system"] === "string") return client;
  throw new BugleError("no-bugle", `no Bugle API answers at ${options.url}`, {
    help: "Run `npm start -- trading telemetry` in another terminal, or name the API with --url.",
  });
}
