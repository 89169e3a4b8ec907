import * as z from "zod";
import {
  accept,
  afterToken,
  newId,
  operation,
  type Place,
  problem,
  resource,
  view,
  watch,
} from "../../runtime/edge/index.ts";
import { AcknowledgeDeviceCommand, CancelDeviceCommand, InstallFirmware, RebootDevice } from "../contracts.ts";
import deviceCommands from "../device-commands.projection.ts";
import { endedIn, pendingIn } from "../domain/device-command.ts";
import { commandAnswers, commandShapes } from "./command-shapes.ts";
import { assertDevice, DEVICE_KEY } from "./device-key.ts";
import { deliverable, mailboxOf } from "./mailbox.ts";

const waiting = {
  wait: z.coerce.number().int().min(0).max(20).default(0).describe("Seconds to wait for a command, if there is none."),
};

const at = (deviceId: string, commandId: string): Place => ({
  location: `/devices/${encodeURIComponent(deviceId)}/commands/${encodeURIComponent(commandId)}`,
  ids: { deviceId, commandId },
});
const accepts = ["deviceId", "commandId"];

/** What the device itself asks and says. */
export const mailRoutes = resource()
  .get(
    "/devices/:deviceId/commands",
    operation({
      summary: "What waits for the device, in the order in which it is to be done",
      key: DEVICE_KEY,
      description:
        "A command is answered again at each contact until its outcome is told or it expires: the same id is the same command.",
      query: waiting,
      answers: commandAnswers.commands,
    }),
    async (c) => {
      const deviceId = c.req.param("deviceId");
      await assertDevice(c, deviceId);
      const now = () => c.var.edge.ports.clock.now();
      const found = await watch(c, deviceCommands, deviceId, {
        within: c.req.valid("query").wait * 1_000,
        until: (row) => deliverable(row, now()).length > 0,
      });
      return c.json({ commands: found ? deliverable(found.row, now()) : [] });
    },
  )
  .post(
    "/devices/:deviceId/commands/:commandId/outcome",
    operation({
      summary: "Takes a device's word on how a command ended",
      key: DEVICE_KEY,
      description:
        "Said twice it counts once. One that is unknown, expired or cancelled is rejected, but for an install that was done after all.",
      body: commandShapes.outcome,
      accepts,
    }),
    async (c) => {
      const { deviceId, commandId } = c.req.param();
      await assertDevice(c, deviceId);
      const said = c.req.valid("json");
      return accept(c, new AcknowledgeDeviceCommand({ deviceId, commandId, ...said }), at(deviceId, commandId));
    },
  );

/** What is asked of the device by others. */
export const orderRoutes = resource()
  .post(
    "/devices/:deviceId/reboot",
    operation({ summary: "Asks a device to reboot at its next contact", body: commandShapes.reboot, accepts }),
    async (c) => {
      const { deviceId } = await mailboxOf(c, c.req.param("deviceId"));
      const commandId = newId(c);
      return accept(c, new RebootDevice({ deviceId, commandId, ...c.req.valid("json") }), at(deviceId, commandId));
    },
  )
  .post(
    "/devices/:deviceId/firmware",
    operation({ summary: "Asks a device to install firmware", body: commandShapes.install, accepts }),
    async (c) => {
      const { deviceId } = await mailboxOf(c, c.req.param("deviceId"));
      const commandId = newId(c);
      return accept(c, new InstallFirmware({ deviceId, commandId, ...c.req.valid("json") }), at(deviceId, commandId));
    },
  )
  .get(
    "/devices/:deviceId/commands/:commandId",
    operation({
      summary: "What became of a command",
      description: "Of commands that have ended only the last ten are known; of one that failed, why.",
      query: afterToken,
      answers: commandAnswers.command,
    }),
    async (c) => {
      const { deviceId, commandId } = c.req.param();
      const { row } = await view(c, deviceCommands, deviceId, c.req.valid("query"));
      const pending = pendingIn(row, commandId);
      if (pending) return c.json({ commandId, status: "pending", type: pending.type, expiresAt: pending.expiresAt });
      const ended = endedIn(row, commandId);
      if (!ended)
        throw problem(404, "command-unknown", "The device has no such command", {
          detail:
            "It may have ended long ago, or have been rejected: ask with ?after= and the token that came with it.",
        });
      const { end, command, failure } = ended;
      return c.json({ commandId, status: end, ...(command && { type: command.type }), ...failure });
    },
  )
  .delete(
    "/devices/:deviceId/commands/:commandId",
    operation({ summary: "Cancels a command that its device has not answered", accepts }),
    async (c) => {
      const { deviceId, commandId } = c.req.param();
      return accept(c, new CancelDeviceCommand({ deviceId, commandId }), at(deviceId, commandId));
    },
  );
