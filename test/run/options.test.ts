import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("what is no option filters the test files", () => {
  expect(readOptions(["--seed", "42", "test/local", "cli"])).toEqual({
    seed: "42",
    engine: undefined,
    filters: ["test/local", "cli"],
  });
  expect(readOptions([])).toEqual({ seed: undefined, engine: undefined, filters: [] });
});

test("another engine runs the suites that are about one, unless told otherwise", () => {
  expect(readOptions(["--engine", "localstack"])).toMatchObject({
    engine: "localstack",
    filters: ["test/engine/", "test/conformance/"],
  });
  expect(readOptions(["--engine", "localstack", "test/engine/once"]).filters).toEqual(["test/engine/once"]);
});

test.each(["", "x", "1.5", "-1", "1234567890123456"])("a seed of %j is refused", (seed) => {
  expect(() => readOptions([`--seed=${seed}`])).toThrow("--seed takes a whole number of at most 15 digits");
});

test("an unknown option is refused by name", () => {
  expect(() => readOptions(["--watch"])).toThrow("Unknown option '--watch'");
});
