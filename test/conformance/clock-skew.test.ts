import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { measureSkew } from "../../functions/runtime/aws/clock-skew.ts";
import { fakeTransport, refusal } from "./grounds/transport.ts";

const SERVER = Date.parse("2026-11-21T10:00:00.000Z");

function clientWith(times: number[], reply = { body: {} } as ReturnType<typeof refusal>) {
  const client = new DynamoDBClient(fakeTransport(() => reply, "Sat, 21 Nov 2026 10:00:00 GMT").config);
  const skew = measureSkew(client, () => times.shift() ?? 0);
  const ask = () => client.send(new GetItemCommand({ TableName: "keys", Key: { id: { S: "k" } } }));
  return { client, skew, ask };
}

it("is unknown until the first answer, and then how far this clock is ahead of the middle of the server's second", async () => {
  const { skew, ask } = clientWith([SERVER + 60_000, SERVER + 60_200]);
  expect(skew()).toBeUndefined();
  await ask();
  expect(skew()).toBe(59_600);
});

it("is learnt from an answer that is an error, too", async () => {
  const { skew, ask } = clientWith([SERVER - 30_000, SERVER - 30_000], refusal("ThrottlingException"));
  await expect(ask()).rejects.toMatchObject({ name: "ThrottlingException" });
  expect(skew()).toBe(-30_500);
});

it("is not learnt from an answer that took longer than two seconds, but from the next", async () => {
  const { skew, ask } = clientWith([SERVER, SERVER + 3_600_000, SERVER + 500, SERVER + 500]);
  await ask();
  expect(skew()).toBeUndefined();
  await ask();
  expect(skew()).toBe(0);
});

it("is measured once per client, however often it is asked for", () => {
  const { client, skew } = clientWith([]);
  expect(measureSkew(client)).toBe(skew);
});
