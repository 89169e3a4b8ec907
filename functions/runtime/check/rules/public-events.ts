import type { Rule } from "../finding.ts";

export const publicEvents: Rule = ({ contracts }) =>
  contracts
    .filter((contract) => contract.public && contract.kind !== "event")
    .map(({ kind, type, file }) => ({
      file,
      message: `${kind} ${type} is public, but only events travel on the bus`,
      cure: "drop `public`, or declare an event that says what happened",
    }));
