import { afterToken, find, operation, problem, resource, view } from "../../runtime/edge/index.ts";
import { RegisterDevice, ReplaceDeviceKey } from "../contracts.ts";
import devices from "../devices.projection.ts";
import { answers } from "./answers.ts";
import { acceptKey } from "./device-key.ts";
import { assertKnown } from "./known-device.ts";
import { shapes } from "./shapes.ts";

const accepts = ["deviceId", "keyHash"];

export const registration = resource()
  .post(
    "/devices",
    operation({
      summary: "Registers a device and answers its key, once",
      description:
        "The key is kept nowhere: `deviceKey` stands in this answer alone, and not in that of a repeated request. Send `keyHash` to choose the key.",
      body: shapes.device,
      accepts,
    }),
    async (c) => {
      const device = c.req.valid("json");
      const { deviceId } = device;
      const known = (await find(c, devices, deviceId))?.row;
      const mayBeRetry = c.req.header("idempotency-key") !== undefined;
      if (known && known.keyHash !== device.keyHash && !mayBeRetry)
        throw problem(409, "device-exists", "A device is registered under this id", {
          detail: "Register it under another id.",
        });
      const command = (keyHash: string) => new RegisterDevice({ ...device, keyHash });
      return acceptKey(c, { deviceId, keyHash: device.keyHash, command });
    },
  )
  .post(
    "/devices/:deviceId/key",
    operation({
      summary: "Gives a device another key and answers it, once",
      description: "The old key ends. As at registration the new one is kept nowhere; send `keyHash` to choose it.",
      body: shapes.key,
      accepts,
    }),
    async (c) => {
      const deviceId = c.req.param("deviceId");
      await assertKnown(c, deviceId);
      const command = (keyHash: string) => new ReplaceDeviceKey({ deviceId, keyHash });
      return acceptKey(c, { deviceId, ...c.req.valid("json"), command });
    },
  )
  .get(
    "/devices/:deviceId",
    operation({ summary: "A device, with the rules that count", query: afterToken, answers: answers.device }),
    async (c) => {
      const { row } = await view(c, devices, c.req.param("deviceId"), c.req.valid("query"));
      const { keyHash: _, ...device } = row;
      return c.json(device);
    },
  );
