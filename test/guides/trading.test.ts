import { expect, test } from "vitest";
import { walk } from "./walk.ts";

test("every line of the guide to trading works as it stands there, and prints what is shown", async () => {
  expect((await walk("trading.md", "trading")).compared).toBe(10);
}, 60_000);
