import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { findJava } from "../../local/setup/find-java.mjs";
import { throwawayJdks } from "./throwaway-jdk.ts";

test("the first JDK that is new enough is taken, and one without its compiler passed over", async () => {
  const jdks = throwawayJdks();
  const places = [
    jdks.add("old", { version: "11.0.2" }),
    jdks.addWithoutCompiler("jre", "21.0.1"),
    jdks.add("fit", { version: "17.0.15" }),
  ];

  expect(await findJava(places)).toEqual({ home: places[2], version: "17.0.15" });
});

test("JAVA_HOME comes first", async () => {
  const jdks = throwawayJdks();
  const chosen = jdks.add("chosen", { version: "25" });
  vi.stubEnv("JAVA_HOME", chosen);

  expect(await findJava([jdks.add("other", { version: "17.0.1" })])).toEqual({ home: chosen, version: "25" });
});

test("without any Java it says so and how to get it", async () => {
  const { folder } = throwawayJdks();

  await expect(findJava([join(folder, "none")])).rejects.toMatchObject({
    code: "java-missing",
    message: "Java was not found; DynamoDB Local needs it.",
    help: expect.stringContaining("Install a JDK of version 17 or newer"),
  });
});

test.each(["1.8.0_402", "11.0.2", "16.0.1"])("Java %s is named as too old", async (version) => {
  const jdks = throwawayJdks();

  await expect(findJava([jdks.add("old", { version })])).rejects.toMatchObject({
    code: "java-too-old",
    message: `Java ${version} is too old; DynamoDB Local needs 17 or newer.`,
  });
});

test("a Java without its compiler is named with its folder", async () => {
  const jdks = throwawayJdks();
  const home = jdks.addWithoutCompiler("jre", "21.0.1");

  await expect(findJava([home])).rejects.toMatchObject({
    code: "java-no-compiler",
    message: `Java 21.0.1 in ${home} is there, but without its compiler (javac), which DynamoDB Local's start needs.`,
  });
});
