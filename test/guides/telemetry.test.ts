import { expect, test } from "vitest";
import { walk } from "./walk.ts";

test("every line of the guide to telemetry works as it stands there, and prints what is shown", async () => {
  expect((await walk("telemetry.md", "telemetry")).compared).toBe(11);
}, 60_000);
