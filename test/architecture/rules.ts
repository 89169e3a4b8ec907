import * as byFile from "./file-rules.ts";
import * as byImport from "./import-rules.ts";

/** The rules of the house, each under the sentence that states it. */
export const rules = {
  "a system imports the runtime's index (its api the edge's), its own files, other systems' contracts and packages":
    byImport.systemImports,
  "nothing but a system's api, the edge and the api's Lambda knows of HTTP": byImport.httpApart,
  "a system imports no AWS SDK": byImport.systemWithoutSdk,
  "a system reads no process environment": byImport.systemWithoutEnvironment,
  "a domain imports contracts, and of the runtime only state and Rejected": byImport.domainImports,
  "a domain imports nothing of Node": byImport.domainWithoutNode,
  "a domain reads no clock and draws nothing at random": byFile.domainIsPure,
  "the runtime's core imports no adapter": byImport.coreWithoutAdapters,
  "the runtime imports no system": byImport.runtimeWithoutSystems,
  "of the runtime only aws/env.ts reads the process environment": byImport.oneReaderOfEnvironment,
  "functions import nothing of infra, local or cli": byImport.functionsFaceInward,
  "no folder is a junk drawer": byFile.noJunkDrawers,
  "file names are kebab-case": byFile.kebabCaseNames,
  "no file has more than 200 lines": byFile.shortFiles,
  "the median file has at most 60 lines": byFile.shortMedian,
  "nothing is left to do": byFile.nothingUnfinished,
} satisfies Record<string, byImport.Rule>;

export type RuleTitle = keyof typeof rules;
