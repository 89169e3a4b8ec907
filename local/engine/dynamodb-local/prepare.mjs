import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../../setup/child.mjs";
import { explain } from "../../setup/failure.mjs";
import { findJava, javaProgram } from "../../setup/find-java.mjs";
import { fingerprint, readStamp, writeStamp } from "../../setup/stamp.mjs";
import { jarOf, loopback, nativesOf, neededReleaseIn, releaseIn } from "./release.mjs";

// LocalStack looks for everything under these names, and on macOS for Java's home a level deeper.
const programsIn = (to) => join(to, "dynamodb-local", "2");
const javaIn = (to) => join(to, "java", "21", ...(process.platform === "darwin" ? ["Contents", "Home"] : []));
const program = "DynamoDBLocal.jar";
const agent = "ddb-local-loader-0.1.jar";
const natives = "DynamoDBLocal_lib";
const release = "aws";

const stampPath = (to) => join(to, "dynamodb-local", ".bugle-stamp");
const wanted = (from) => `${fingerprint(loopback)} ${from}`;

/** Whether what LocalStack needs of DynamoDB Local is missing, half made, made of another release, or its Java is gone. */
export function dynamodbLocalDue({ from, to }) {
  const found = releaseIn(from);
  if (!found || readStamp(stampPath(to)) !== wanted(found)) return true;
  const parts = [program, agent, natives, jarOf(release)].map((name) => join(programsIn(to), name));
  return ![...parts, javaProgram(javaIn(to), "java")].every((path) => existsSync(path));
}

/**
 * Makes the DynamoDB Local and the Java of LocalStack's folder of libraries: it listens on 127.0.0.1 only, and ends with LocalStack.
 * Links AWS's release and a JDK of this machine, copies neither.
 * Throws SetupFailure: `dynamodb-local-missing`, the `java-…` of findJava, what `explain` knows.
 */
export async function prepareDynamodbLocal({ from, to, note = () => {} }) {
  const found = neededReleaseIn(from);
  const { home, version } = await findJava();
  note(`with Java ${version}`);
  for (const name of ["dynamodb-local", "java"]) rmSync(join(to, name), { recursive: true, force: true });
  const programs = programsIn(to);
  link(home, javaIn(to));
  link(found, join(programs, release));
  link(nativesOf(found), join(programs, natives));
  await buildJar(home, programs);
  copyFileSync(join(programs, program), join(programs, agent));
  writeStamp(stampPath(to), wanted(found));
}

function link(target, path) {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}

async function buildJar(home, programs) {
  const [classes, manifest, log] = ["classes", "manifest.txt", "build.log"].map((name) => join(programs, name));
  const paths = `Class-Path: ${release}/DynamoDBLocal.jar\n`;
  writeFileSync(manifest, `Main-Class: Loopback\nPremain-Class: Loopback\n${paths}`);
  for (const [name, ...args] of [
    ["javac", "--release", "17", "-d", classes, "-cp", jarOf(join(programs, release)), loopback],
    ["jar", "--create", "--file", join(programs, program), "--manifest", manifest, "-C", classes, "."],
  ]) {
    const { ok, output } = await run(javaProgram(home, name), args);
    if (ok) continue;
    writeFileSync(log, output);
    throw explain(`The start of DynamoDB Local could not be built with the Java in ${home}`, output, log);
  }
}
