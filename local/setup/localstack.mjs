import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dynamodbLocalDue, prepareDynamodbLocal } from "../engine/dynamodb-local/prepare.mjs";
import { environmentDue, makeEnvironment } from "./python-environment.mjs";

const file = (name) => fileURLToPath(new URL(`../engine/localstack/${name}`, import.meta.url));
const sources = file("requirements-sdist.txt");

/** The Pythons that it runs on. */
export const localstackPython = { what: "LocalStack 4.14.0", from: [3, 12], to: [3, 13] };

const environment = {
  folder: "localstack/venv",
  requirements: file("requirements.txt"),
  python: localstackPython,
  // They are built by what the environment has by then, never by what an index offers on that day.
  installs: [["--require-hashes", "--no-deps", "--no-build-isolation", "-r", sources]],
  inputs: [sources],
};

const librariesOf = (root) => ({ from: root, to: join(root, ".bugle", "localstack", "lib") });

/** Whether anything that LocalStack needs is missing, half made or made from other pins. */
export function localstackDue(root) {
  return dynamodbLocalDue(librariesOf(root)) || environmentDue(root, environment);
}

/** Makes what is missing of LocalStack, first what takes a moment, then its packages; throws SetupFailure. */
export async function installLocalstack(root, note) {
  const libraries = librariesOf(root);
  if (dynamodbLocalDue(libraries)) await prepareDynamodbLocal({ ...libraries, note });
  if (environmentDue(root, environment)) await makeEnvironment(root, note, environment);
}
