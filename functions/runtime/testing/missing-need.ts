import { misuse } from "./plain.ts";

/** Stands in for a need that the test did not give: any use of it says so, with what would give it. */
export const missingNeed = (name: string, cure: string): unknown => {
  const fail = (): never => {
    throw misuse(`${name} was used`, cure);
  };
  // A promise is told by its `then`, which asks for no more than whether there is one.
  const get = (_: unknown, property: string | symbol) => (property === "then" ? undefined : fail());
  return new Proxy(() => undefined, { get, apply: fail });
};
