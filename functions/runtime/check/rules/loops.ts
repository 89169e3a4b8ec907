import { circles } from "../circles.ts";
import type { Rule } from "../finding.ts";
import { stepsOf } from "../flow.ts";
import type { Placed } from "../landscape.ts";

const unlimited = ({ entry }: Placed) => entry.hopLimit === undefined;
const isCount = (value: number) => Number.isInteger(value) && value > 0;

export const loops: Rule = (landscape) => {
  const steps = stepsOf(landscape);
  const open = landscape.handlers.filter(unlimited);
  const next = (from: Placed) => steps(from).filter(({ to }) => unlimited(to));
  const endless = circles(open, next).map((circle) => {
    const [first] = circle;
    const path = circle.flatMap(({ from, by }) => [from.entry.name, by]);
    return {
      file: first?.from.entry.file ?? "",
      message: `${[...path, first?.from.entry.name].join(" → ")} goes round without a hop limit`,
      cure: "declare hopLimit on one of them: more hops than the longest honest run takes",
    };
  });
  const senseless = landscape.handlers
    .filter(({ entry }) => entry.hopLimit !== undefined && !isCount(entry.hopLimit))
    .map(({ entry }) => ({
      file: entry.file,
      message: `hopLimit is ${entry.hopLimit}`,
      cure: "give a whole number above 0",
    }));
  return [...endless, ...senseless];
};
