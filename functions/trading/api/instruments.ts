import { accept, operation, resource } from "../../runtime/edge/index.ts";
import { HaltTrading, ListInstrument, ResumeTrading } from "../contracts.ts";
import { bookOf, instrumentOf } from "./instrument.ts";
import { orderShapes } from "./order-shapes.ts";

const accepts = ["instrumentId"];

export const instruments = resource()
  .post(
    "/instruments",
    operation({ summary: "Lists an instrument: its book opens", body: orderShapes.listing, accepts }),
    async (c) => {
      const listing = c.req.valid("json");
      return accept(c, new ListInstrument(listing), bookOf(listing.instrumentId));
    },
  )
  .post(
    "/instruments/:instrumentId/halt",
    operation({ summary: "Halts trading: orders are refused, cancellations are not", body: orderShapes.halt, accepts }),
    async (c) => {
      const instrumentId = c.req.param("instrumentId");
      await instrumentOf(c, instrumentId);
      return accept(c, new HaltTrading({ instrumentId, ...c.req.valid("json") }), bookOf(instrumentId));
    },
  )
  .post(
    "/instruments/:instrumentId/resume",
    operation({ summary: "Resumes trading with the book as it stood", accepts }),
    async (c) => {
      const instrumentId = c.req.param("instrumentId");
      await instrumentOf(c, instrumentId);
      return accept(c, new ResumeTrading({ instrumentId }), bookOf(instrumentId));
    },
  );
