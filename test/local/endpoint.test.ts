import { dirname } from "node:path";
import { expect, test } from "vitest";
import { chosenEndpoint, chosenPort, chosenProduct } from "../../local/engine/endpoint.ts";
import { localstackEnvironment } from "../../local/engine/localstack/environment.ts";
import { ministackEnvironment } from "../../local/engine/ministack/environment.ts";

const endpoint = (url: string) => () => chosenEndpoint({ AWS_ENDPOINT_URL: url });

test.each([
  ["http://localhost:4566", "http://localhost:4566"],
  ["http://127.0.0.1:4566/", "http://127.0.0.1:4566"],
  ["http://127.8.9.10:1", "http://127.8.9.10:1"],
  ["https://[::1]:4566", "https://[::1]:4566"],
])("%s is this machine", (url, expected) => {
  expect(endpoint(url)()).toBe(expected);
});

test.each([
  "https://sqs.eu-west-1.amazonaws.com",
  "http://127.0.0.1.example.org:4566",
  "http://127.0.0.1@example.org",
  "http://0.0.0.0:4566",
  "http://10.0.0.7:4566",
  "http://localhost.example.org",
])("%s is refused, since it is not this machine", (url) => {
  expect(endpoint(url)).toThrow(expect.objectContaining({ code: "endpoint-not-loopback" }));
});

test.each(["localhost:4566", "4566", "ftp://localhost"])("%s is no address", (url) => {
  expect(endpoint(url)).toThrow(expect.objectContaining({ code: "endpoint-invalid" }));
});

test("without AWS_ENDPOINT_URL, or with an empty one, there is no chosen endpoint", () => {
  expect(chosenEndpoint({})).toBeUndefined();
  expect(chosenEndpoint({ AWS_ENDPOINT_URL: "" })).toBeUndefined();
});

test("the port is the one given, else BUGLE_PORT, else 4566", () => {
  expect(chosenPort(5000, { BUGLE_PORT: "6000" })).toBe(5000);
  expect(chosenPort(undefined, { BUGLE_PORT: "6000" })).toBe(6000);
  expect(chosenPort(undefined, {})).toBe(4566);
});

test.each(["0", "65536", "http", "80.5"])("BUGLE_PORT=%s is refused", (port) => {
  expect(() => chosenPort(undefined, { BUGLE_PORT: port })).toThrow(expect.objectContaining({ code: "port-invalid" }));
});

test("an engine inherits no AWS or MiniStack variable of the terminal, keeps its data, and runs Lambdas on the Node of this process", () => {
  const terminal = { PATH: "/bin", AWS_PROFILE: "production", MINISTACK_HOST: "0.0.0.0", PERSIST_STATE: "1" };
  const environment = ministackEnvironment(4566, { data: "/data", scratch: "/scratch" }, terminal);

  expect(environment).toMatchObject({ GATEWAY_PORT: "4566", PERSIST_STATE: "1", STATE_DIR: "/data/state" });
  expect(environment["PATH"]).toBe(`${dirname(process.execPath)}:/bin`);
  expect(Object.keys(environment).filter((name) => /^AWS_|_HOST$/.test(name))).toEqual([]);
});

test("a LocalStack inherits as little, listens on this machine alone, and runs Lambdas as processes of that Node", () => {
  const terminal = { PATH: "/bin", AWS_PROFILE: "production", LOCALSTACK_AUTH_TOKEN: "x", GATEWAY_LISTEN: "0.0.0.0" };
  const folders = { data: "/data", scratch: "/scratch" };
  const environment = localstackEnvironment({ gateway: 4566, dynamodb: 4567 }, folders, terminal);

  expect(environment).toMatchObject({
    PATH: `${dirname(process.execPath)}:/bin`,
    GATEWAY_LISTEN: "127.0.0.1:4566",
    DYNAMODB_LOCAL_PORT: "4567",
    FILESYSTEM_ROOT: "/scratch/root",
    LAMBDA_RUNTIME_EXECUTOR: "node",
  });
  expect(environment).not.toHaveProperty("AWS_PROFILE");
  expect(environment).not.toHaveProperty("LOCALSTACK_AUTH_TOKEN");
});

test("the engine is the one given, else the one of BUGLE_ENGINE, else MiniStack", () => {
  expect(chosenProduct("localstack", { BUGLE_ENGINE: "ministack" })).toBe("LocalStack");
  expect(chosenProduct(undefined, { BUGLE_ENGINE: "LocalStack" })).toBe("LocalStack");
  expect(chosenProduct(undefined, { BUGLE_ENGINE: "" })).toBe("MiniStack");
  expect(() => chosenProduct("moto", {})).toThrow(
    expect.objectContaining({ code: "engine-unknown", help: "Use one of these: ministack, localstack." }),
  );
});
