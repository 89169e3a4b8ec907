import { expect, test } from "vitest";
import { readRecord } from "../../local/engine/engine-record.ts";
import { chargesFor, orderTea, untilStatus } from "./shop.ts";
import { isReady, type Line, place, start } from "./start-fixture.ts";

const isPayment = ({ kind, handler, outcome }: Line) =>
  kind === "message" && handler === "commerce/process-payment" && outcome === "retry";

test("an order that a killed run has charged but not noted is finished by the next run, with one charge", {
  timeout: 120_000,
}, async () => {
  const here = await place();
  const first = start(here);
  const { url } = await first.until(isReady);
  const engine = readRecord(here.state)?.pid;

  // The gateway takes the money and drops the connection: nobody but the gateway knows of the charge.
  const orderId = await orderTea(url, "tok_dropped");
  await first.until(isPayment);
  first.kill("SIGKILL");
  await first.ended;
  expect(chargesFor(here.state, orderId)).toBe(1);

  const second = start(here);
  const ready = await second.until(isReady);
  expect(readRecord(here.state)?.pid).toBe(engine);
  await expect(untilStatus(ready["url"], orderId, "shipped")).resolves.toBe("shipped");
  expect(chargesFor(here.state, orderId)).toBe(1);

  second.kill("SIGINT");
  await expect(second.ended).resolves.toEqual({ code: 0, said: "" });
});
