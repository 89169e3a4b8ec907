import { api } from "../../runtime/edge/index.ts";
import { alertRoutes } from "./alerts.ts";
import { configurationRoutes } from "./configuration.ts";
import { mailRoutes, orderRoutes } from "./device-commands.ts";
import { registration } from "./devices.ts";
import { metrics } from "./metrics.ts";
import { readings } from "./readings.ts";
import { rolloutRoutes } from "./rollouts.ts";
import { rules } from "./rules.ts";

export default api(
  registration,
  rules,
  readings,
  metrics,
  alertRoutes,
  mailRoutes,
  orderRoutes,
  configurationRoutes,
  rolloutRoutes,
);
