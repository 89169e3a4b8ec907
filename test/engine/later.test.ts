import { expect, test } from "vitest";
import { dynamodbJournal } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { runGreeting } from "./run-greeting.ts";

const thankLater = `
import { cancel, later, on } from "../runtime/index.ts";
import { Greeted, Thank } from "./contracts.ts";
export default on(Greeted, { sends: [Thank] }, ({ data: { name } }) => {
  const thank = new Thank({ name });
  return name === "ada" ? later(thank, { by: 1_000 }) : [later(thank, { by: 1_000 }, name), cancel(thank, name)];
});
`;

test("a run sends a command for later when it is due, and never handles one that was cancelled", {
  timeout: 60_000,
}, async () => {
  const { cloud, environment, greet, troubles } = await runGreeting({ "thank-on-greeted.ts": thankLater });
  const journal = dynamodbJournal(cloud.clients.dynamodb, environment?.tables.journal ?? "");
  const thanked = async (name: string) =>
    (await journal.read(`greeting/thanks/${name}`, 0)).map(({ time, events, answers }) => ({
      time,
      events: events.map(({ type }) => type),
      outcomes: answers.map(({ rejected }) => rejected?.code ?? "done"),
    }));
  await greet("ada");
  await greet("bob");
  await expect.poll(() => thanked("ada"), { timeout: 20_000 }).toHaveLength(1);
  await expect.poll(() => thanked("bob"), { timeout: 20_000 }).toHaveLength(1);
  const [[ada], [bob]] = [await thanked("ada"), await thanked("bob")];
  expect([ada?.events, ada?.outcomes]).toEqual([["Thanked"], ["done"]]);
  expect([bob?.events, bob?.outcomes]).toEqual([[], ["cancelled"]]);
  const [asked] = await journal.read("greeting/thank-on-greeted/greeting%2Fgreeting%2Fada%401.0", 0);
  expect(Date.parse(ada?.time ?? "") - Date.parse(asked?.time ?? "")).toBeGreaterThanOrEqual(1_000);
  expect(troubles).toEqual([]);
});
