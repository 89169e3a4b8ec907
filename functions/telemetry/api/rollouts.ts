import {
  accept,
  afterToken,
  type EdgeContext,
  find,
  list,
  newId,
  operation,
  type Place,
  problem,
  resource,
  view,
} from "../../runtime/edge/index.ts";
import { PauseFirmwareRollout, ResumeFirmwareRollout, RollBackFirmware, StartFirmwareRollout } from "../contracts.ts";
import deviceCommands, { rolloutGroup } from "../device-commands.projection.ts";
import { bytesOfIds, MOST_ID_BYTES, MOST_IN_ROLLOUT } from "../device-shapes.ts";
import installs from "../rollout-installs.projection.ts";
import rollouts, { type RolloutRow } from "../rollouts.projection.ts";
import { commandAnswers, commandShapes } from "./command-shapes.ts";

const PAGE = 100;

const at = (rolloutId: string): Place => ({
  location: `/rollouts/${encodeURIComponent(rolloutId)}`,
  ids: { rolloutId },
});
const accepts = ["rolloutId"];

/** The devices of a model in a fleet; throws the problems `no-devices` and `too-many-devices`. */
async function devicesOf(c: EdgeContext, fleetId: string, model: string): Promise<string[]> {
  const devices: string[] = [];
  let next: string | undefined;
  do {
    const page = await list(c, deviceCommands, rolloutGroup(fleetId, model), { limit: PAGE, next });
    devices.push(...page.items.map(({ deviceId }) => deviceId));
    next = page.next;
  } while (next !== undefined && devices.length <= MOST_IN_ROLLOUT);
  if (devices.length === 0)
    throw problem(422, "no-devices", "The fleet has no device of this model", {
      detail: "Name fleet and model as the devices were registered with them.",
    });
  if (devices.length > MOST_IN_ROLLOUT || bytesOfIds(devices) > MOST_ID_BYTES)
    throw problem(422, "too-many-devices", "The fleet has too many devices of this model for one rollout", {
      detail: `Divide it into fleets of at most ${MOST_IN_ROLLOUT} devices, fewer if their ids are longer than 36 characters.`,
    });
  return devices;
}

async function progressOf(c: EdgeContext, { rolloutId, from, to }: RolloutRow) {
  const { versions } = (await find(c, installs, rolloutId))?.row ?? installs.initial;
  const [forth, back] = [versions[to.version], versions[from.version]];
  return {
    asked: forth?.asked ?? 0,
    installed: (forth?.installed ?? 0) + (forth?.["already-installed"] ?? 0),
    failed: forth?.failed ?? 0,
    expired: forth?.expired ?? 0,
    cancelled: forth?.cancelled ?? 0,
    returned: (back?.installed ?? 0) + (back?.["already-installed"] ?? 0),
  };
}

export const rolloutRoutes = resource()
  .post(
    "/rollouts",
    operation({
      summary: "Installs firmware on the devices of one model in a fleet, in stages",
      description:
        "1 %, then 10 %, then all of them; each stage goes on only if enough devices have installed it and few have failed.",
      body: commandShapes.rollout,
      accepts,
    }),
    async (c) => {
      const plan = c.req.valid("json");
      if (plan.from.version === plan.to.version)
        throw problem(422, "same-version", "The rollout would return to the version that it installs", {
          detail: "Name the version before it under `from`.",
        });
      const devices = await devicesOf(c, plan.fleetId, plan.model);
      const rolloutId = newId(c);
      return accept(c, new StartFirmwareRollout({ rolloutId, ...plan, devices }), at(rolloutId));
    },
  )
  .get(
    "/rollouts/:rolloutId",
    operation({ summary: "A rollout, and how its devices fare", query: afterToken, answers: commandAnswers.rollout }),
    async (c) => {
      const { row } = await view(c, rollouts, c.req.param("rolloutId"), c.req.valid("query"));
      const { rolloutId, status, reason, stage, devices, fleetId, model, from, to } = row;
      const about = { rolloutId, status, reason, stage, devices, fleetId, model, from: from.version, to: to.version };
      return c.json({ ...about, ...(await progressOf(c, row)) });
    },
  )
  .post(
    "/rollouts/:rolloutId/pause",
    operation({
      summary: "Asks no further device to install; what is under way ends",
      body: commandShapes.reason,
      accepts,
    }),
    async (c) => {
      const rolloutId = c.req.param("rolloutId");
      return accept(c, new PauseFirmwareRollout({ rolloutId, ...c.req.valid("json") }), at(rolloutId));
    },
  )
  .post(
    "/rollouts/:rolloutId/resume",
    operation({ summary: "Goes on with a paused rollout; what has failed so far counts no more", accepts }),
    async (c) => {
      const rolloutId = c.req.param("rolloutId");
      return accept(c, new ResumeFirmwareRollout({ rolloutId }), at(rolloutId));
    },
  )
  .post(
    "/rollouts/:rolloutId/rollback",
    operation({
      summary: "Returns every device that has the new version to the one before",
      body: commandShapes.reason,
      accepts,
    }),
    async (c) => {
      const rolloutId = c.req.param("rolloutId");
      return accept(c, new RollBackFirmware({ rolloutId, ...c.req.valid("json") }), at(rolloutId));
    },
  );
