import { beforeEach, expect, test, vi } from "vitest";
import { findPython } from "../../local/setup/find-python.mjs";
import { pythonPlaces } from "../../local/setup/places.mjs";
import { fakePython, throwawayCheckout } from "./throwaway-checkout.ts";

const localstack = { what: "LocalStack 4.14.0", from: [3, 12], to: [3, 13] } as const;

let checkout: ReturnType<typeof throwawayCheckout>;

beforeEach(() => {
  checkout = throwawayCheckout();
  vi.stubEnv("PATH", checkout.file("path"));
  return () => vi.unstubAllEnvs();
});

const elsewhere = (name: string, version: string): string => {
  const path = checkout.file(`versions/${name}`);
  checkout.write(`versions/${name}`, fakePython(version));
  checkout.makeRunnable(`versions/${name}`);
  return path;
};

test("of several that fit, the newest on the PATH is taken", async () => {
  checkout.addPython("python3", "3.12.4");
  checkout.addPython("python3.13", "3.13.2");

  expect(await findPython(localstack, [])).toMatchObject({ command: ["python3.13"], version: "3.13.2" });
});

test("where the PATH has none that fits, one is found where version managers put it", async () => {
  checkout.addPython("python3", "3.14.0");
  const places = [elsewhere("3.11.9", "3.11.9"), elsewhere("3.12.1", "3.12.1")];

  expect(await findPython(localstack, places)).toMatchObject({ command: [places[1]], version: "3.12.1" });
});

test.each([
  [[], "python-missing", "LocalStack 4.14.0 needs Python 3.12 or 3.13; none was found."],
  [["3.11.7"], "python-too-old", "LocalStack 4.14.0 needs Python 3.12 or 3.13; found only 3.11.7."],
  [["3.14.0"], "python-too-new", "LocalStack 4.14.0 needs Python 3.12 or 3.13; found only 3.14.0."],
  [
    ["3.14.0", "3.11.7", "3.14.0"],
    "python-too-new",
    "LocalStack 4.14.0 needs Python 3.12 or 3.13; found only 3.11.7 and 3.14.0.",
  ],
])("where there is %j, the failure is %s and names what was found", async (versions, code, message) => {
  const places = versions.map((version, i) => elsewhere(String(i), version));

  await expect(findPython(localstack, places)).rejects.toMatchObject({
    code,
    message,
    help: expect.stringContaining("3.13"),
  });
});

test("one that can make no environment is passed over, and named when no other is left", async () => {
  checkout.addPython("python3.13", "3.13.2", ["venv"]);
  await expect(findPython(localstack, [])).rejects.toMatchObject({
    code: "python-no-venv",
    message: "Python 3.13.2 is there, but it can make no virtual environment (venv or ensurepip is missing).",
  });

  const places = [elsewhere("3.12.1", "3.12.1")];
  expect(await findPython(localstack, places)).toMatchObject({ version: "3.12.1" });
});

test("one that is only new enough is taken where the range is open, and an older one is refused", async () => {
  checkout.addPython("python3", "3.15.0");

  expect(await findPython({ what: "a tool", from: [3, 12] })).toMatchObject({ version: "3.15.0" });
  await expect(findPython({ what: "a tool", from: [3, 16] })).rejects.toMatchObject({
    code: "python-too-old",
    message: "Python 3.15.0 is too old; a tool needs 3.16 or newer.",
  });
});

test.skipIf(process.platform === "win32")("a pyenv that only its shims on the PATH tell of is looked through", () => {
  const python = elsewhere("3.13.0/bin/python3", "3.13.0");

  const env = { PATH: ["/nowhere", checkout.file("shims")].join(":") };
  expect(pythonPlaces(env, checkout.file("home"))[0]).toBe(python);
});
