import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { BugleError } from "../errors.ts";
import type { Services } from "../needs.ts";
import type { ClientOptions } from "./clients/options.ts";
import { ssmClient } from "./clients/ssm.ts";

/** Secrets by SSM, each fetched once per process; throws `no-secret` for a parameter without a value. */
export function ssmSecrets(options: ClientOptions): Services["secret"] {
  const ssm = ssmClient(options);
  const known = new Map<string, Promise<string>>();
  const fetch = async (name: string): Promise<string> => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (Parameter?.Value !== undefined) return Parameter.Value;
    throw new BugleError("no-secret", `parameter ${name} has no value`, { help: "store the secret under that name" });
  };
  return (name) => {
    const value = known.get(name) ?? fetch(name);
    known.set(name, value);
    // A failure is not remembered: the next call asks again.
    value.catch(() => known.delete(name));
    return value;
  };
}
