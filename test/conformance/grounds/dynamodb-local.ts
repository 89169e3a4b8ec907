import { spawn } from "node:child_process";
import { jarOf, loopback, nativesOf, neededReleaseIn } from "../../../local/engine/dynamodb-local/release.mjs";
import { freePort } from "../../../local/engine/free-port.ts";
import { findJava, type Java, javaProgram } from "../../../local/setup/find-java.mjs";

const java = await findJava().catch((): undefined => undefined);

/** Whether this machine has the Java that DynamoDB Local needs: version 17, with its compiler. */
export const hasJava = (): boolean => java !== undefined;

function start({ home }: Java, port: number) {
  const release = neededReleaseIn(process.cwd());
  const natives = `-Djava.library.path=${nativesOf(release)}`;
  const options = ["-inMemory", "-disableTelemetry", "-port", String(port)];
  return spawn(javaProgram(home, "java"), [natives, "-cp", jarOf(release), loopback, ...options], { cwd: release });
}

/** Starts AWS's DynamoDB Local, empty and in memory; it ends with this process at the latest. */
export async function startDynamodbLocal(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const port = await freePort();
  const program = start(java ?? (await findJava()), port);
  const ended = new Promise<void>((resolve) => program.once("exit", () => resolve()));
  const errors: string[] = [];
  program.stderr.on("data", (text) => errors.push(String(text)));
  const ready = new Promise<void>((resolve) => {
    program.stdout.on("data", (text) => String(text).includes("ready") && resolve());
  });
  const failed = ended.then(() => {
    throw new Error(`DynamoDB Local did not start: ${errors.join("")}`);
  });
  await Promise.race([ready, failed]);
  failed.catch(() => undefined);
  const stop = () => {
    program.kill();
    return ended;
  };
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}
