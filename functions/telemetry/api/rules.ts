import { accept, operation, resource } from "../../runtime/edge/index.ts";
import { ChangeRules } from "../contracts.ts";
import { assertKnown } from "./known-device.ts";
import { shapes } from "./shapes.ts";

export const rules = resource().put(
  "/devices/:deviceId/rules",
  operation({
    summary: "Says what is watched of a device",
    description:
      "The whole of it: rules, `silentAfter` and labels take the place of those before. Alerts of what is watched no longer are closed.",
    body: shapes.watched,
    accepts: ["deviceId"],
  }),
  async (c) => {
    const deviceId = c.req.param("deviceId");
    await assertKnown(c, deviceId);
    const location = `/devices/${encodeURIComponent(deviceId)}`;
    return accept(c, new ChangeRules({ deviceId, ...c.req.valid("json") }), { location, ids: { deviceId } });
  },
);
