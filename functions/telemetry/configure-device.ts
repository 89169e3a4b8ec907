import { handle } from "../runtime/index.ts";
import { ConfigurationDesired, ConfigureDevice } from "./contracts.ts";
import { sameSettings } from "./domain/configuration.ts";
import { assertRegistered, mailbox } from "./domain/mailbox.ts";

/** Takes the place of what was desired before, whether the device has heard of that or not. */
export default handle(
  ConfigureDevice,
  { state: mailbox, emits: [ConfigurationDesired] },
  ({ data: { deviceId, settings } }, current) => {
    assertRegistered(current);
    const { desired } = current.configuration;
    if (desired && sameSettings(desired.settings, settings)) return [];
    return new ConfigurationDesired({ deviceId, version: (desired?.version ?? 0) + 1, settings });
  },
);
