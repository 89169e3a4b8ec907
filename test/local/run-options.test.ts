import { expect, test } from "vitest";
import { readOptions } from "../../local/runner/options.ts";
import { apiPortBeside } from "../../local/runner/ports.ts";

test("without an option the handlers run in this process, on the engine", () => {
  expect(readOptions([])).toMatchObject({ mode: "runner", once: false, json: false });
});

test.each([
  ["--memory", "memory"],
  ["--lambda", "lambda"],
])("%s chooses another ground", (option, mode) => {
  expect(readOptions([option, "--once"])).toMatchObject({ mode, once: true });
});

test("--memory and --lambda exclude each other", () => {
  expect(() => readOptions(["--lambda", "--memory"])).toThrow(
    expect.objectContaining({ code: "usage", message: "--memory and --lambda exclude each other." }),
  );
});

test("--engine names one, and excludes --memory", () => {
  expect(readOptions(["--engine", "localstack", "--lambda"])).toMatchObject({ mode: "lambda", engine: "localstack" });
  expect(readOptions([])).toMatchObject({ engine: undefined });
  expect(() => readOptions(["--memory", "--engine", "localstack"])).toThrow(
    expect.objectContaining({ code: "usage", message: "--memory and --engine exclude each other." }),
  );
});

test("--engine with another name is a wrong option", () => {
  expect(() => readOptions(["--engine", "foo"])).toThrow(
    expect.objectContaining({
      code: "usage",
      message: "There is no engine foo: --engine takes ministack or localstack.",
    }),
  );
});

test("one port for the API and the engine is refused, with a way out", () => {
  expect(() => apiPortBeside("runner", { BUGLE_PORT: "4000", BUGLE_API_PORT: "4000" })).toThrow(
    expect.objectContaining({
      code: "ports-equal",
      message: "The HTTP API and the engine cannot both have port 4000.",
      help: "Give one of them another: BUGLE_API_PORT=4001, or unset BUGLE_PORT.",
    }),
  );
});

test.each([
  ["in memory there is no engine", "memory", {}],
  ["a named endpoint has a port of its own", "runner", { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" }],
] as const)("one port for both is no fault where %s", (_, mode, more) => {
  expect(apiPortBeside(mode, { BUGLE_PORT: "4000", BUGLE_API_PORT: "4000", ...more })).toBe(4_000);
});
