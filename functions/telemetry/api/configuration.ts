import { accept, afterToken, operation, type Place, resource, view } from "../../runtime/edge/index.ts";
import { ConfigureDevice, ReportConfiguration } from "../contracts.ts";
import deviceCommands from "../device-commands.projection.ts";
import { hasConverged } from "../domain/configuration.ts";
import { commandAnswers, commandShapes } from "./command-shapes.ts";
import { assertDevice, DEVICE_KEY } from "./device-key.ts";
import { mailboxOf } from "./mailbox.ts";

const at = (deviceId: string): Place => ({
  location: `/devices/${encodeURIComponent(deviceId)}/configuration`,
  ids: { deviceId },
});
const accepts = ["deviceId"];

export const configurationRoutes = resource()
  .put(
    "/devices/:deviceId/configuration",
    operation({
      summary: "Says how a device is to be configured",
      description: "All its settings: they take the place of those desired before.",
      body: commandShapes.desired,
      accepts,
    }),
    async (c) => {
      const { deviceId } = await mailboxOf(c, c.req.param("deviceId"));
      return accept(c, new ConfigureDevice({ deviceId, ...c.req.valid("json") }), at(deviceId));
    },
  )
  .post(
    "/devices/:deviceId/configuration",
    operation({
      summary: "Takes a device's word on how it is configured",
      key: DEVICE_KEY,
      description: "Unless it is what is desired, that is answered among the device's commands again.",
      body: commandShapes.reported,
      accepts,
    }),
    async (c) => {
      const deviceId = c.req.param("deviceId");
      await assertDevice(c, deviceId);
      return accept(c, new ReportConfiguration({ deviceId, ...c.req.valid("json") }), at(deviceId));
    },
  )
  .get(
    "/devices/:deviceId/configuration",
    operation({
      summary: "How a device is to be configured, and how it says it is",
      query: afterToken,
      answers: commandAnswers.configuration,
    }),
    async (c) => {
      const { row } = await view(c, deviceCommands, c.req.param("deviceId"), c.req.valid("query"));
      const { desired, reported } = row.configuration;
      return c.json({ desired, reported, converged: hasConverged(row.configuration) });
    },
  );
