import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type CardGateway, type ListedCharge, startCardGateway } from "../../../local/card-gateway/index.ts";

export const coffee = { amount: 450, currency: "EUR", card: "tok_ok", reference: "order-1" };

/** What a call came to, in a form that a test can compare. */
export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

/** A gateway on a file of its own, with its verbs; stopped and removed after the test. */
export async function gatewayBench(lateAfterMs?: number) {
  const folder = await mkdtemp(join(tmpdir(), "card-gateway-"));
  const file = join(folder, "state", "cards.json");
  const start = () => startCardGateway({ port: 0, file, lateAfterMs });
  let gateway: CardGateway = await start();
  onTestFinished(async () => {
    await gateway.stop();
    await rm(folder, { recursive: true });
  });

  const post = async (path: string, key: string | undefined, body: unknown, signal?: AbortSignal): Promise<Reply> => {
    const headers = { "content-type": "application/json", ...(key === undefined ? {} : { "idempotency-key": key }) };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${gateway.url}${path}`, { method: "POST", headers, body: text, signal });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  return {
    file,
    post,
    url: () => gateway.url,
    charge: (key: string, change: Partial<typeof coffee> = {}, signal?: AbortSignal) =>
      post("/charges", key, { ...coffee, ...change }, signal),
    voidKey: (key: string) => post("/voids", undefined, { key }),
    refund: (key: string, charge: unknown) => post("/refunds", key, { charge }),
    charges: async () => (await (await fetch(`${gateway.url}/charges`)).json()) as ListedCharge[],
    restart: async () => {
      await gateway.stop();
      gateway = await start();
    },
    /** Restarts it long after its late charges were due. */
    restartLater: async () => {
      await gateway.stop();
      const text = await readFile(file, "utf8");
      await writeFile(file, text.replaceAll(/"dueAt": "[^"]+"/g, '"dueAt": "2020-01-01T00:00:00.000Z"'));
      gateway = await start();
    },
  };
}
