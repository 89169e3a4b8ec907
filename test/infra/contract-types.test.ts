import { expect, test } from "vitest";
import { openPlace } from "../../local/contract/place.ts";
import { typesOfData } from "../../local/contract/sections/cloudformation/types-of-data.ts";
import { typesOfFunctions } from "../../local/contract/sections/cloudformation/types-of-functions.ts";
import { loadSystems, makeApp, shopContext, templates } from "./fixture.ts";

test("the contract of an endpoint has every type of resource that is deployed, and no other", async () => {
  const context = { ...shopContext, issuer: "https://id.example.com", audience: "shop", alarmEmail: "ops@example.com" };
  const stacks = Object.values(templates(makeApp({ ...(await loadSystems()), context })));
  const deployed = stacks.flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
  const { place } = openPlace({}, { signal: AbortSignal.timeout(60_000) });
  const groups = [...typesOfData(place), ...typesOfFunctions(place)];
  const asked = groups.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type));
  expect([...new Set(asked)].toSorted()).toEqual([...new Set(deployed)].toSorted());
});
