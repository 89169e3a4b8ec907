import { expect, test } from "vitest";
import { readEnvironment } from "../../functions/runtime/aws/env.ts";

const tables = { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" };
const told = {
  stage: "dev",
  system: "shop",
  region: "us-east-1",
  tables,
  queues: { "shop/order": "https://queue" },
  deadLetterQueues: {},
  config: { bank: { url: "https://bank" } },
};
const read = (value: unknown) => readEnvironment({ BUGLE_ENVIRONMENT: JSON.stringify(value) });

test("an environment is read as it was told, with what newer infrastructure may add", () => {
  const more = { ...told, trace: "sampled", coming: true };
  expect(read(more)).toEqual(more);
});

test("every fault is named at once, with its place", () => {
  const wrong = {
    ...told,
    stage: "",
    tables: { ...tables, keys: 7 },
    queues: { "shop/order": "" },
    deadLetterQueues: [],
    trace: "seldom",
    schedules: { group: "g", role: "r", deadLetterQueueArn: "d" },
  };
  expect(() => read(wrong)).toThrow(
    expect.objectContaining({
      code: "invalid-environment",
      message:
        "BUGLE_ENVIRONMENT is not valid: BUGLE_ENVIRONMENT.stage is no text; " +
        "BUGLE_ENVIRONMENT.tables.keys is no text; BUGLE_ENVIRONMENT.queues.shop/order is no text; " +
        "BUGLE_ENVIRONMENT.deadLetterQueues is no object; BUGLE_ENVIRONMENT.trace is none of always, sampled; " +
        "BUGLE_ENVIRONMENT.schedules.targets is no list",
    }),
  );
});

test("a Lambda that is told nothing says so", () => {
  expect(() => readEnvironment({})).toThrow("BUGLE_ENVIRONMENT is not valid: BUGLE_ENVIRONMENT is no object");
});
