import type { Rule } from "../finding.ts";
import { contractOf, listens } from "../landscape.ts";

export const privateEvents: Rule = (landscape) =>
  landscape.handlers.filter(listens).flatMap(({ system, entry }) =>
    entry.receives.flatMap((type) => {
      const contract = contractOf(landscape, type);
      if (contract?.kind !== "event" || contract.system === system || contract.public) return [];
      return {
        file: entry.file,
        message: `listens to ${type}, which is private to ${contract.system} and never reaches the bus`,
        cure: `declare ${type} with { public: true } in ${contract.file}, or listen to one of its public events`,
      };
    }),
  );
