import { projection } from "../runtime/index.ts";
import { type Mailbox, mailbox } from "./domain/mailbox.ts";

/** The list of the devices of one model in one fleet: what a rollout goes to. */
export const rolloutGroup = (fleetId: string, model: string): string => JSON.stringify([fleetId, model]);

const listed = {
  in: ({ fleetId, model }: Mailbox) => (model === null ? undefined : rolloutGroup(fleetId, model)),
  by: ({ deviceId }: Mailbox) => deviceId,
};

/** The mailbox as it stands, for its device to look into. */
export default projection("device-commands", { of: mailbox, initial: mailbox.initial, listed })(mailbox.evolve);
