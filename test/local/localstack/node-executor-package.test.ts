import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../../local/engine/localstack/node-executor");
const read = (file: string) => readFileSync(join(folder, file), "utf8");

test("the plugin is found as a folder and as an installed package, under one name and version", () => {
  const group = "localstack.lambda.runtime_executor";
  const entry = "localstack_node_executor.executor:NodeExecutorPlugin";

  expect(read("localstack_node_executor-1.0.0.dist-info/entry_points.txt")).toBe(`[${group}]\nnode = ${entry}\n`);
  expect(read("localstack_node_executor-1.0.0.dist-info/METADATA")).toContain("\nVersion: 1.0.0\n");
  expect(read("pyproject.toml")).toContain(`[project.entry-points."${group}"]\nnode = "${entry}"\n`);
  expect(read("pyproject.toml")).toContain(`\nversion = "1.0.0"\n`);
});
