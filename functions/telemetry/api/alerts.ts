import { accept, afterToken, list, operation, pageAnswer, paging, resource, view } from "../../runtime/edge/index.ts";
import alerts from "../alerts.projection.ts";
import { AcknowledgeAlert } from "../contracts.ts";
import { answers } from "./answers.ts";
import { assertKnown } from "./known-device.ts";
import { shapes } from "./shapes.ts";

export const alertRoutes = resource()
  .post(
    "/alerts/:incidentId/acknowledge",
    operation({
      summary: "Takes on an alert, so that it is not escalated",
      body: shapes.acknowledgement,
      accepts: ["incidentId"],
    }),
    async (c) => {
      const incidentId = c.req.param("incidentId");
      const location = `/alerts/${encodeURIComponent(incidentId)}`;
      const { by } = c.req.valid("json");
      await view(c, alerts, incidentId);
      return accept(c, new AcknowledgeAlert({ incidentId, by }), { location, ids: { incidentId } });
    },
  )
  .get(
    "/alerts/:incidentId",
    operation({ summary: "An alert", query: afterToken, answers: answers.alert }),
    async (c) => {
      const { row } = await view(c, alerts, c.req.param("incidentId"), c.req.valid("query"));
      return c.json(row);
    },
  )
  .get(
    "/devices/:deviceId/alerts",
    operation({
      summary: "The alerts of a device, the newest first",
      query: paging,
      answers: pageAnswer(answers.alert),
    }),
    async (c) => {
      const deviceId = c.req.param("deviceId");
      await assertKnown(c, deviceId);
      return c.json(await list(c, alerts, deviceId, c.req.valid("query")));
    },
  );
