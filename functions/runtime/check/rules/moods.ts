import type { Kind } from "../../contract.ts";
import type { Rule } from "../finding.ts";
import { fitsKind } from "../naming/mood.ts";
import { isPascalCase } from "../naming/words.ts";

const MOODS: Record<Kind, string> = {
  event: "says what happened, in the past tense, like OrderSubmitted",
  command: "says what to do, in the imperative, like SubmitOrder",
  document: "names what it holds, as a noun, like Quote",
};

export const moods: Rule = ({ contracts }) =>
  contracts
    .filter(({ kind, type }) => !fitsKind(kind, type))
    .map(({ kind, type, file }) => ({
      file,
      message: isPascalCase(type)
        ? `${kind} ${type} is in the wrong mood: ${kind === "event" ? "an" : "a"} ${kind} ${MOODS[kind]}`
        : `${kind} ${type} is not in PascalCase`,
      cure: isPascalCase(type) ? `rename it, or declare it as what its name says` : "rename it like OrderSubmitted",
    }));
