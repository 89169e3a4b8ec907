import { accept, afterToken, find, operation, problem, resource, view } from "../../runtime/edge/index.ts";
import { RegisterDevice } from "../contracts.ts";
import devices from "../devices.projection.ts";
import { answers } from "./answers.ts";
import { hashOf, newKey } from "./device-key.ts";
import { shapes } from "./shapes.ts";

export const registration = resource()
  .post(
    "/devices",
    operation({
      summary: "Registers a device and answers its key, once",
      description:
        "The key is kept nowhere: `deviceKey` stands in this answer alone, and not in that of a repeated request. Send `keyHash` to choose the key.",
      body: shapes.device,
      accepts: ["deviceId", "keyHash"],
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
      const deviceKey = newKey();
      const keyHash = device.keyHash ?? hashOf(deviceKey);
      const place = { location: `/devices/${encodeURIComponent(deviceId)}`, ids: { deviceId, keyHash } };
      const accepted = await accept(c, new RegisterDevice({ ...device, keyHash }), place);
      const answer = (await accepted.json()) as { readonly keyHash: string };
      const told = answer.keyHash === hashOf(deviceKey) ? { ...answer, deviceKey } : answer;
      return c.json(told, 202, { location: place.location, "cache-control": "no-store" });
    },
  )
  .get(
    "/devices/:deviceId",
    operation({ summary: "A device, as it was registered", query: afterToken, answers: answers.device }),
    async (c) => {
      const { row } = await view(c, devices, c.req.param("deviceId"), c.req.valid("query"));
      const { keyHash: _, ...device } = row;
      return c.json(device);
    },
  );
