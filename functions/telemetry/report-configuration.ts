import { handle } from "../runtime/index.ts";
import { ConfigurationChanged, ConfigurationReported, ReportConfiguration } from "./contracts.ts";
import { hasConverged, same } from "./domain/configuration.ts";
import { assertRegistered, mailbox } from "./domain/mailbox.ts";

/** The device's last word is what it has; anything but what is desired leaves that waiting. */
export default handle(
  ReportConfiguration,
  { state: mailbox, emits: [ConfigurationReported, ConfigurationChanged] },
  ({ data }, current) => {
    assertRegistered(current);
    const { deviceId, version, settings } = data;
    const { configuration } = current;
    const reported = { version, settings };
    if (same(configuration.reported, reported)) return [];
    const arrived = !hasConverged(configuration) && hasConverged({ ...configuration, reported });
    return [new ConfigurationReported(data), ...(arrived ? [new ConfigurationChanged({ deviceId, settings })] : [])];
  },
);
