import { expect, test } from "vitest";
import { greetingSystem } from "./greeting-system.ts";
import { ask } from "./shop.ts";
import { isReady, place, start } from "./start-fixture.ts";

const careless = {
  "greet.ts": `
import { handle } from "../runtime/index.ts";
import { Greet, Greeted } from "./contracts.ts";
import { greeting } from "./domain/states.ts";
const log = async () => {
  throw new Error("floating boom");
};
export default handle(Greet, { state: greeting, emits: [Greeted] }, ({ data }) => {
  void log();
  return new Greeted(data);
});
`,
  "api/index.ts": `
import { accept, api, resource } from "../../runtime/edge/index.ts";
import { Greet } from "../contracts.ts";
const guests = resource().put("/guests/:name", (c) => {
  const name = c.req.param("name");
  return accept(c, new Greet({ name }), { location: "/guests/" + name, ids: { name } });
});
export default api(guests);
`,
};

test("a promise that a handler does not await and that fails is told once, and the run goes on", {
  timeout: 30_000,
}, async () => {
  const run = start(await place({ BUGLE_FUNCTIONS: greetingSystem(careless) }), "--memory");
  const { url } = await run.until(isReady);
  const greeted = (name: string) =>
    run.until(({ handler, id }) => handler === "greeting/thank" && String(id).includes(name));

  for (const name of ["ada", "bob"]) {
    await ask(url, "PUT", `/guests/${name}`);
    await greeted(name);
  }

  expect(run.lines.filter(({ kind }) => kind === "trouble").map(({ text }) => text)).toEqual([
    "Something that nobody waits for failed at greeting/greet.ts:6: floating boom; was an `await` left out?",
  ]);
  run.kill("SIGINT");
  await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
});
