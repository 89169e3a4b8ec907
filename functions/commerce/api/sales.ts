import * as z from "zod";
import { find, operation, resource } from "../../runtime/edge/index.ts";
import dailySales from "../daily-sales.projection.ts";
import { answers } from "./answers.ts";

const date = z.iso.date("is not a date such as 2026-01-31").describe("A day in UTC.");

export const sales = resource().get(
  "/sales/:date",
  operation({ summary: "What was shipped on a day, in UTC", path: { date }, answers: answers.sales }),
  async (c) => {
    const { date: day } = c.req.valid("param");
    const found = await find(c, dailySales, day);
    return c.json({ date: day, ...(found?.row ?? dailySales.initial) });
  },
);
