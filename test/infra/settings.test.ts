import { expect, test } from "vitest";
import { readSettings } from "../../infra/settings.ts";
import { emptyStack } from "./fixture.ts";

const read = (context: Record<string, unknown>) => readSettings(emptyStack(context).node);

const invalid = (...faults: string[]) =>
  expect.objectContaining({ code: "context-invalid", message: `the context is not valid: ${faults.join("; ")}` });

test("without a word it is the dev stage on AWS, run by Lambdas and traced in part", () => {
  const { config, ...settings } = read({});
  expect(settings).toEqual({
    stage: "dev",
    handlers: "lambda",
    local: false,
    without: {},
    keeps: true,
    archiveDays: 30,
    apiRate: 1_000,
    trace: "sampled",
    configured: [],
  });
  expect(config("shop")).toEqual({});
});

test("locally every journey is traced, unless the context says otherwise", () => {
  expect(read({ "bugle:local": "true" }).trace).toBe("always");
  expect(read({ "bugle:local": true, trace: "sampled" }).trace).toBe("sampled");
});

test("facts are kept unless told otherwise, and never on a machine of one's own", () => {
  expect(read({ keep: "nothing" }).keeps).toBe(false);
  expect(read({ "bugle:local": "true" }).keeps).toBe(false);
  expect(() => read({ keep: "journal" })).toThrow(invalid('keep: Invalid option: expected one of "facts"|"nothing"'));
});

test("the archive's days come as text from the command line, and are whole", () => {
  expect(read({ archiveDays: "90" }).archiveDays).toBe(90);
  expect(() => read({ archiveDays: "0.5" })).toThrow(/archiveDays: /);
});

test.each(["", "Prod", "1st", "a--b", "a-", "a".repeat(21)])("the stage %j is refused", (stage) => {
  expect(() => read({ stage })).toThrow(
    invalid("stage: must be 1 to 20 lower-case letters, digits and single hyphens, a letter first"),
  );
});

test("every fault is told at once", () => {
  expect(() => read({ "bugle:handlers": "docker", emailFrom: "nobody" })).toThrow(
    invalid('bugle:handlers: Invalid option: expected one of "lambda"|"runner"', "emailFrom: Invalid email address"),
  );
});

test("an issuer without an audience, or the reverse, is refused", () => {
  const half = invalid("issuer and audience belong together, and only one is given");
  expect(() => read({ issuer: "https://id.example.com" })).toThrow(half);
  expect(() => read({ audience: "shop" })).toThrow(half);
  expect(read({ issuer: "https://id.example.com", audience: "shop,yard" }).jwt).toEqual({
    issuer: "https://id.example.com",
    audience: ["shop", "yard"],
  });
});

test("what an engine does without comes as JSON or as an object, with a reason each", () => {
  const without = { archive: "Toy 1.0 does not know it" };
  expect(read({ "bugle:without": JSON.stringify(without) }).without).toEqual(without);
  expect(read({ "bugle:without": without }).without).toEqual(without);
  expect(() => read({ "bugle:without": '{"journal":"too dear"}' })).toThrow(
    invalid('bugle:without: Unrecognized key: "journal"'),
  );
  expect(() => read({ "bugle:without": "archive" })).toThrow(
    invalid("bugle:without: Invalid input: expected record, received string"),
  );
});

test("a system's configuration comes as JSON text or as an object of cdk.json", () => {
  expect(read({ "config:shop": '{"bank":"x"}' }).config("shop")).toEqual({ bank: "x" });
  expect(read({ "config:shop": { bank: "x" } }).config("shop")).toEqual({ bank: "x" });
  expect(() => read({ "config:shop": "bank=x" }).config("shop")).toThrow(invalid("config:shop must be a JSON object"));
});

test.each([
  ["alarmMail", "alarmEmail"],
  ["emailfrom", "emailFrom"],
  ["satge", "stage"],
  ["kep", "keep"],
  ["confg:shop", "config:shop"],
])("the key %s is refused, since %s may be meant", (key, meant) => {
  expect(() => read({ [key]: "x" })).toThrow(invalid(`${key} is not known; is ${meant} meant?`));
});

test("keys of the CDK, of its users and of systems are left alone", () => {
  const foreign = { "aws:cdk:bundling-stacks": [], "availability-zones:account=1:region=eu-west-1": [], keys: "x" };
  expect(read({ ...foreign, "@aws-cdk/core:x": true, "config:shop": {} }).configured).toEqual(["shop"]);
});
