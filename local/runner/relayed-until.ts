import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { LocalAws } from "../deploy/local-aws.ts";

/** Up to when all commits of a system have been relayed. */
export interface RelayedUntil {
  /** From when on some may not have been; undefined: from the first. */
  read(system: string): Promise<Date | undefined>;
  note(system: string, time: Date): Promise<void>;
  close(): void;
}

const nameOf = (system: string) => `/bugle/local/relayed-until/${system}`;
/** What was decided before the note may have been committed after it. */
const MARGIN_MS = 60_000;

/** Kept in the engine, and lost with it: a note that outlived the queues it speaks of would hide what is to be relayed again. */
export function relayedUntil(aws: LocalAws): RelayedUntil {
  const client = new SSMClient({ ...aws });
  return {
    read: async (system) => {
      try {
        const { Parameter } = await client.send(new GetParameterCommand({ Name: nameOf(system) }));
        return new Date(Date.parse(Parameter?.Value ?? "") - MARGIN_MS);
      } catch (error) {
        if ((error as Error).name === "ParameterNotFound") return undefined;
        throw error;
      }
    },
    note: async (system, time) => {
      const parameter = { Name: nameOf(system), Value: time.toISOString(), Type: "String", Overwrite: true } as const;
      await client.send(new PutParameterCommand(parameter));
    },
    close: () => client.destroy(),
  };
}
