import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import commerce from "../../functions/commerce/api/index.ts";
import * as commerceContracts from "../../functions/commerce/contracts.ts";
import telemetry from "../../functions/telemetry/api/index.ts";
import * as telemetryContracts from "../../functions/telemetry/contracts.ts";
import trading from "../../functions/trading/api/index.ts";
import * as tradingContracts from "../../functions/trading/contracts.ts";

const systems = [
  { page: "commerce", routes: commerce.routes, contracts: commerceContracts },
  { page: "trading", routes: trading.routes, contracts: tradingContracts },
  { page: "telemetry", routes: telemetry.routes, contracts: telemetryContracts },
].map(({ page, ...system }) => ({
  page,
  ...system,
  text: readFileSync(join(import.meta.dirname, `../../docs/${page}.md`), "utf8"),
}));

/** Whatever a part of a path is called. */
const placed = (route: string) => route.replaceAll(/\{\w+\}|:\w+/g, "*");

/** What every system has, and what the card gateway for development answers. */
const ELSEWHERE = [
  "GET /openapi.json",
  "GET /trading/openapi.json",
  "GET /telemetry/openapi.json",
  "GET /health",
  "GET /trace/*",
  "GET /charges",
];

describe.each(systems)("the page of $page", ({ text, routes, contracts }) => {
  test("names every route of its API, and no other", () => {
    const named = [...text.matchAll(/\b((?:GET|PUT|POST|DELETE) \/[\w/{}.]+)/g)].map(([, route = ""]) => placed(route));
    const known = new Set(routes.map(({ method, path }) => placed(`${method} ${path}`)));
    expect([...known].filter((route) => !named.includes(route))).toEqual([]);
    expect(named.filter((route) => !known.has(route) && !ELSEWHERE.includes(route))).toEqual([]);
  });

  test("names every event that other systems may hear", () => {
    const open = Object.values(contracts).filter((each) => "public" in each && each.public);
    expect(open.length).toBeGreaterThan(4);
    expect(open.filter(({ name }) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
