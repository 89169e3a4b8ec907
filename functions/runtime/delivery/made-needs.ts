import { BugleError } from "../errors.ts";
import type { Config, Need } from "../needs.ts";
import type { Ports } from "../ports.ts";

/** Makes each need once, when first asked for; a factory that failed is tried again. */
export function makeNeeds(needs: Record<string, Need>, { services }: Ports, values: unknown): () => Promise<unknown> {
  let made: Promise<unknown> | undefined;
  const make = async () =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(needs).map(async ([name, need]) => [name, await need.create(values as never, services)]),
      ),
    );
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** The configuration as its schema reads it; throws `invalid-config` naming every fault at once. */
export function parseValues(config: Config | undefined, values: unknown): unknown {
  if (!config) return undefined;
  const result = config.schema.safeParse(values);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new BugleError("invalid-config", `the configuration is not valid: ${faults}`, {
    help: "mend every value named",
  });
}
