import { afterAll, beforeAll, expect, it } from "vitest";
import { startEngine } from "../conformance/grounds/engine.ts";
import { envelopeOf } from "../conformance/samples.ts";
import { createStage, deadOf, type Stage } from "./stage.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;
let stage: Stage;
let made = 0;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** A stage of its own for each test. */
async function withStage(work: () => Promise<void>): Promise<void> {
  stage = await createStage(engine.endpoint, `trial${++made}`);
  await work().finally(stage.close);
}

const bodies = (messages: readonly { Body?: string | undefined }[]) =>
  messages.map(({ Body = "" }) => JSON.parse(Body));

it("lists letters with their reasons, and hides none of them from the next look", () =>
  withStage(async () => {
    await stage.bury("notify-dead", "m-1", "card-declined");
    await stage.bury("account-dead.fifo", "m-2");

    const first = await stage.bugle("dead-letters", "list");
    const { stdout } = await stage.bugle("dead-letters", "list", "--json");

    expect(first.stdout).toMatch(/^stage trial1 in account 000000000000, us-east-1 at http:\/\/127\.0\.0\.1:\d+\n/);
    expect(first.stdout).toMatch(
      /\nbank\/notify +OrderSubmitted +card-declined: card-declined happened +8 +2 min +.* m-1\n/,
    );
    expect(first.stdout).toMatch(/\nbank\/account +OrderSubmitted +unknown: .*m-2\n(?:.*\n)*2 dead letters\n$/);
    const { counts, letters } = JSON.parse(stdout);
    expect(counts).toMatchObject({ "bank/notify": 1, "bank/account": 1, "bank:relay": 0, bus: 0 });
    expect(letters.map(({ box, id, reason }: Record<string, unknown>) => [box, id, reason])).toEqual([
      ["bank/account", "m-2", undefined],
      ["bank/notify", "m-1", deadOf("bank/notify", "card-declined")],
    ]);
    expect(stdout).not.toContain('"data"');
  }));

it("shows of a FIFO group what its queue gives, and says that there is more", () =>
  withStage(async () => {
    for (let i = 0; i < 12; i++) await stage.bury("account-dead.fifo", `m-${i}`);

    const { stdout } = await stage.bugle("dead-letters", "list", "bank/account");

    expect(stdout).toContain("bank/account: 2 more not shown");
    expect(stdout).toMatch(/\n10 dead letters\n$/);
  }));

it("shows one letter without its data, unless it is asked for", () =>
  withStage(async () => {
    await stage.bury("notify-dead", "m-1", "card-declined");

    const [plain, open, none] = [
      await stage.bugle("dead-letters", "show", "m-1"),
      await stage.bugle("dead-letters", "show", "m-1", "--data"),
      await stage.bugle("dead-letters", "show", "m-9"),
    ];

    expect(plain.stdout).toMatch(/\nreason +card-declined: card-declined happened\nhelp +mend it\n/);
    expect(plain.stdout).toMatch(/\nhandled by +functions\/bank\/notify\.ts\n/);
    expect(plain.stdout).toMatch(/\nits journey +npx bugle trace c-1 --stage trial3 --region us-east-1\n/);
    expect(plain.stdout).toMatch(/ redrive bank\/notify --id m-1 --stage trial3 --region us-east-1\n$/);
    expect(plain.stdout).not.toContain("orderId");
    expect(open.stdout).toContain('"orderId": "o-1"');
    expect(none).toMatchObject({ code: 1, stdout: "" });
    expect(none.stderr).toMatch(/^error: no dead letter m-9 is to be seen\n`bugle dead-letters list` lists them/);
  }));

it("sends letters back to their consumer alone, marked as sent by a person; a second run finds none", () =>
  withStage(async () => {
    await stage.bury("notify-dead", "m-1", "card-declined");
    await stage.bury("notify-dead", "m-2");
    await stage.bury("account-dead.fifo", "m-3");

    const dry = await stage.bugle("dead-letters", "redrive", "bank/notify", "--dry-run");
    const first = await stage.bugle("dead-letters", "redrive", "bank/notify");
    const second = await stage.bugle("dead-letters", "redrive", "bank/notify");

    expect(dry.stdout).toMatch(/\n2 letters would go back to the queue of bank\/notify:\n/);
    expect(first.stdout).toMatch(/\n2 letters went back to the queue of bank\/notify:\n {2}OrderSubmitted m-1\n/);
    expect(second.stdout).toMatch(/\nno such dead letter\n$/);
    expect([dry.code, first.code, second.code]).toEqual([0, 0, 0]);
    const back = await stage.held("notify");
    expect(bodies(back).map(({ id }) => id)).toEqual(["m-1", "m-2"]);
    const codes = back.map(({ MessageAttributes }) => JSON.parse(MessageAttributes?.["bugle"]?.StringValue ?? "").code);
    expect(codes).toEqual(["card-declined", "unknown"]);
    expect(await stage.held("notify-dead")).toEqual([]);
    expect(await stage.held("account.fifo")).toEqual([]);
  }));

it("sends a FIFO group back whole and in order, though its first sends are remembered by the queue", () =>
  withStage(async () => {
    for (let i = 10; i < 22; i++) await stage.bury("account.fifo", `m-${i}`);
    await stage.purge("account.fifo");
    for (let i = 10; i < 22; i++) await stage.bury("account-dead.fifo", `m-${i}`);

    const { code, stdout } = await stage.bugle("dead-letters", "redrive", "--all");

    expect(code).toBe(0);
    expect(stdout).toContain("12 letters went back to the queue of bank/account:");
    const back = await stage.held("account.fifo");
    expect(bodies(back).map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `m-${i + 10}`));
    expect(new Set(back.map(({ Attributes }) => Attributes?.MessageGroupId))).toEqual(new Set(["bank/account/a"]));
  }));

it("sends back one letter by its id and leaves the others where they can be seen", () =>
  withStage(async () => {
    for (const id of ["m-1", "m-2", "m-3"]) await stage.bury("notify-dead", id);

    const { stdout } = await stage.bugle("dead-letters", "redrive", "--id", "m-2", "--json");

    expect(JSON.parse(stdout).redriven).toEqual([
      { box: "bank/notify", to: "the queue of bank/notify", sent: ["m-2"], refused: [], cameBack: [], left: 2 },
    ]);
    expect(bodies(await stage.held("notify-dead")).map(({ id }) => id)).toEqual(["m-1", "m-3"]);
  }));

it("fails when no letter has the id that is asked for", () =>
  withStage(async () => {
    await stage.bury("notify-dead", "m-1");

    const { code, stdout, stderr } = await stage.bugle("dead-letters", "redrive", "--id", "m-9");

    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^error: no dead letter m-9 is to be seen\n/);
    expect(await stage.held("notify-dead")).toHaveLength(1);
  }));

it("tells what the other queues gave when one cannot be emptied", () =>
  withStage(async () => {
    await stage.bury("notify-dead", "m-1");
    await stage.bury("wire-dead.fifo", "m-2");
    await stage.remove("wire.fifo");

    const { code, stdout, stderr } = await stage.bugle("dead-letters", "redrive", "--all");

    expect(code).toBe(1);
    expect(stdout).toContain("1 letter went back to the queue of bank/notify:");
    expect(stderr).toMatch(/^error: /);
    expect(await stage.held("notify")).toHaveLength(1);
    expect(await stage.held("wire-dead.fifo")).toHaveLength(1);
  }));

it("shows no control character of a message to the terminal", () =>
  withStage(async () => {
    await stage.bury("notify-dead", "m\u001b[2J-1", "red\u001b[31m", envelopeOf("m\u001b[2J-1"));

    const [all, one] = [
      await stage.bugle("dead-letters", "list"),
      await stage.bugle("dead-letters", "show", "m\u001b[2J-1"),
    ];

    expect(all.stdout).toContain("m\ufffd[2J-1\n");
    expect(one.stdout).toContain("red\ufffd[31m: red\ufffd[31m happened\nhelp");
    expect(all.stdout + one.stdout).not.toContain("\u001b");
  }));

it("gives the relay what it gave up, and what topic and bus could not deliver", () =>
  withStage(async () => {
    const envelope = envelopeOf("bank/account/a@1.0", { source: "/bank/account" });
    const aside = { envelope, reason: "refused" };
    await stage.bury("retry-dead", "1", undefined, aside);
    await stage.bury("topic", "2", undefined, envelope);
    await stage.bury("bus", "3", undefined, { detail: envelope });
    await stage.bury("bus", "4", undefined, { detail: { ...envelope, id: "x", source: "/elsewhere/a" } });

    const { code, stdout } = await stage.bugle("dead-letters", "redrive", "--all");

    expect(code).toBe(1);
    expect(stdout).toContain("x stays: nothing is known of where it belongs");
    const undeliverable = { envelope, reason: "undeliverable" };
    const given = bodies(await stage.held("retry")).toSorted((a, b) => a.reason.localeCompare(b.reason));
    expect(given).toEqual([aside, undeliverable, undeliverable]);
    expect(await stage.held("bus")).toHaveLength(1);
  }));
