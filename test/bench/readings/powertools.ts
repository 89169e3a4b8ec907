import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { countCalls } from "../../../functions/runtime/testing/count-calls.ts";
import { fakeTables } from "../../../functions/runtime/testing/fake-tables.ts";
import { reading } from "../../../functions/telemetry/contracts.ts";
import { reports } from "../../../functions/telemetry/domain/intake.ts";
import { fakeTransport } from "../../conformance/grounds/transport.ts";
import { envelopeOf, eventOf } from "../measured/messages.ts";
import { openPuts } from "../measured/powertools.ts";
import type { StageRow } from "../stages/cloud.ts";
import { batchOf } from "./batch.ts";

const data = z.object({
  windowId: z.string(),
  deviceId: z.string(),
  fleetId: z.string(),
  readings: z.array(reading),
});

/** The thousand readings that Bugle stores and rolls up: here each batch is put once, and nothing else is done. */
export async function powertoolsReadings(): Promise<StageRow> {
  const client = new DynamoDBClient(fakeTransport(fakeTables()).config);
  const counts = countCalls(client);
  const handle = openPuts(client, { type: "ReportReadings", data, table: "readings", fifo: false });
  const batches = Array.from({ length: 10 }, (_, i) => {
    const from = Date.parse("2026-01-01T00:00:00.000Z");
    const batch = batchOf({ seed: i * 7, from, over: 3_600_000, size: 100 });
    return reports(`device-${i}`, "north", batch).map((report, hour) =>
      envelopeOf("ReportReadings", `report-${i}-${hour}`, "", { data: report.data }),
    );
  });
  const { batchItemFailures } = await handle(eventOf(batches.flat()));
  if (batchItemFailures.length > 0) throw new Error(`Powertools failed ${batchItemFailures.length} batches`);
  const { total: calls, writeUnits, readUnits } = counts;
  return { stage: "Powertools", calls, writeUnits, readUnits };
}
