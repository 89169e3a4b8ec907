import { describe, expect, it } from "vitest";
import { rules } from "../../../functions/runtime/check/index.ts";
import { contractCases } from "./cases/contracts.ts";
import { handlerCases } from "./cases/handlers.ts";
import { sagaCases } from "./cases/sagas.ts";
import { shapeCases } from "./cases/shapes.ts";
import { subscriberCases } from "./cases/subscribers.ts";
import { brief, findingsOf } from "./modules.ts";
import { tavern } from "./tavern.ts";

const cases = [...contractCases, ...handlerCases, ...sagaCases, ...shapeCases, ...subscriberCases];

describe("check", () => {
  it("finds nothing in two systems that hold together", async () => {
    expect(await findingsOf(tavern)).toEqual([]);
  });

  it.each(cases)("tells of $title", async ({ changes, told }) => {
    const findings = await findingsOf({ ...tavern, ...changes });
    expect(findings.map(brief).sort()).toEqual(told.toSorted());
    expect(findings.filter(({ cure }) => cure.length < 20)).toEqual([]);
  });

  it("has a case for every rule", () => {
    const provoked = new Set(cases.flatMap(({ told }) => told.map((line) => line.split(" | ")[0])));
    expect(Object.keys(rules).filter((rule) => !provoked.has(rule))).toEqual([]);
  });
});
