import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { pipProgress } from "../../local/setup/pip-progress.mjs";
import { environmentDue, makeEnvironment } from "../../local/setup/python-environment.mjs";
import { throwawayCheckout } from "./throwaway-checkout.ts";

const linesOf = (path: string): string[] => readFileSync(path, "utf8").trimEnd().split("\n");

function withLocalPackage() {
  const checkout = throwawayCheckout();
  checkout.addPython("python3.12", "3.12.4");
  checkout.write("pins.txt", "alpha==1\n");
  checkout.write("local.toml", "one");
  const environment = {
    folder: "second/venv",
    requirements: "pins.txt",
    python: { what: "it", from: [3, 12], to: [3, 12] },
    installs: [["--no-deps", "here"]],
    inputs: ["local.toml"],
  } as const;
  return { checkout, environment, root: checkout.file("") };
}

test("what an environment installs beside its requirements comes after them", async () => {
  const { checkout, environment, root } = withLocalPackage();
  vi.stubEnv("PATH", checkout.file("path"));
  await makeEnvironment(root, () => {}, environment);
  vi.unstubAllEnvs();

  const [first, second] = linesOf(checkout.file(".bugle/second/venv/bin/python.pip"));
  expect(first).toMatch(/^pip install .*--require-hashes -r .*pins\.txt$/);
  expect(second).toMatch(/^pip install .*--no-deps here$/);
});

test("an environment is due again when a file that it is made from changes", async () => {
  const { checkout, environment, root } = withLocalPackage();
  vi.stubEnv("PATH", checkout.file("path"));
  await makeEnvironment(root, () => {}, environment);
  vi.unstubAllEnvs();

  expect(environmentDue(root, environment)).toBe(false);
  checkout.write("local.toml", "two");
  expect(environmentDue(root, environment)).toBe(true);
});

test("progress counts the packages that this machine needs, and their megabytes", () => {
  const checkout = throwawayCheckout();
  checkout.write("pins.txt", "--only-binary :all:\nalpha==1 \\\n    --hash=sha256:00\nbeta==2\nwindows-only==3\n");
  const notes: string[] = [];
  const read = pipProgress(checkout.file("pins.txt"), (note) => notes.push(note));

  read("Ignoring windows-only: markers 'sys_platform == \"win32\"' don't match your environment");
  read("Collecting alpha==1 (from -r pins.txt (line 2))");
  read("  Downloading alpha-1-py3-none-any.whl (900 kB)");
  read("Collecting beta==2 (from -r pins.txt (line 4))");
  read("  Downloading beta-2-py3-none-any.whl (13.6 MB)");
  read("Installing collected packages: alpha, beta");

  expect(notes).toEqual([
    "0 of 2 packages",
    "1 of 2 packages",
    "1 of 2 packages",
    "2 of 2 packages",
    "2 of 2 packages, 15 MB",
    "installing 2 packages",
  ]);
});
