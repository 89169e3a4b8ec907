import { acceptAll, assertRate, operation, problem, resource } from "../../runtime/edge/index.ts";
import type { Reading } from "../contracts.ts";
import { type Refusal, reports, sift } from "../domain/intake.ts";
import { assertDevice, DEVICE_KEY } from "./device-key.ts";
import { shapes } from "./shapes.ts";

const MOST_READINGS = 1_000;
const MOST_HOURS = 100;
const MOST_BYTES = 256 * 1_024;
/** Per device, so that one that floods is limited alone; a backlog of days comes in as a burst. */
const PACE = { limit: 60, per: 60_000, burst: 120 };

function assertBatch(readings: readonly unknown[]): void {
  if (readings.length <= MOST_READINGS) return;
  throw problem(413, "batch-too-large", "The batch has too many readings", {
    detail: `Send at most ${MOST_READINGS} readings at once.`,
  });
}

function assertTaken(taken: readonly Reading[], refused: readonly Refusal[]): void {
  if (taken.length > 0) return;
  throw problem(422, "readings-refused", "No reading of the batch can be taken", {
    detail: "`refused` says why, reading by reading.",
    more: { refused },
  });
}

export const readings = resource().post(
  "/devices/:deviceId/readings",
  operation({
    summary: "Takes what a device has measured",
    key: DEVICE_KEY,
    description: "Each reading is judged on its own: `refused` names those not taken by index, code and reason.",
    body: shapes.readings,
    bodyAtMost: MOST_BYTES,
    gzip: true,
    accepts: ["deviceId", "taken", "refused"],
  }),
  async (c) => {
    const deviceId = c.req.param("deviceId");
    const { fleetId, lateness } = await assertDevice(c, deviceId);
    await assertRate(c, { bucket: `readings/${deviceId}`, ...PACE });
    const { readings: batch } = c.req.valid("json");
    assertBatch(batch);
    const { taken, refused } = sift(batch, { now: c.var.edge.ports.clock.now(), lateness });
    assertTaken(taken, refused);
    const commands = reports(deviceId, fleetId, taken);
    if (commands.length > MOST_HOURS)
      throw problem(413, "batch-too-wide", "The batch is about too many hours", {
        detail: `Send readings of at most ${MOST_HOURS} hours at once.`,
      });
    const location = `/devices/${encodeURIComponent(deviceId)}/metrics`;
    return acceptAll(c, commands, { location, ids: { deviceId, taken: taken.length, refused } });
  },
);
