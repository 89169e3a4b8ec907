import { describe, expect, test } from "vitest";
import { openContact } from "./contact.ts";
import { hash, v2, v3 } from "./mail-samples.ts";

const DAY = 86_400_000;
const install = { model: "thermo", ...v2 };
const done = { status: "done", sha256: hash.new };

describe("a device at its contact", () => {
  test("gets what waits in order, again at each contact until it has told the outcome", async () => {
    const { settle, device } = openContact();
    const { contact, says } = await device("d-1");
    expect(await contact()).toEqual([]);
    await settle("POST", "/devices/d-1/reboot", {});
    await settle("POST", "/devices/d-1/firmware", install);
    await settle("PUT", "/devices/d-1/configuration", { settings: { interval: 10 } });
    const commands = await contact();
    expect(commands).toEqual([
      { id: "configuration-1", type: "ConfigureDevice", data: { version: 1, settings: { interval: 10 } } },
      { id: expect.any(String), type: "RebootDevice", data: {}, expiresAt: expect.stringMatching(/^2026-01-08T12:/) },
      { id: expect.any(String), type: "InstallFirmware", data: install, expiresAt: expect.any(String) },
    ]);
    expect(await contact()).toEqual(commands);
    const [, reboot, firmware] = commands.map(({ id }) => id);
    expect((await says(reboot!, { status: "done" })).body).toMatchObject({ status: "done", type: "RebootDevice" });
    expect((await contact()).map(({ id }) => id)).toEqual(["configuration-1", firmware]);
    expect((await says(firmware!, done)).body).toMatchObject({ status: "done" });
    expect((await says(firmware!, done)).body).toMatchObject({ status: "done" });
    expect((await contact()).map(({ id }) => id)).toEqual(["configuration-1"]);
  });
  test("waits for a command that comes meanwhile, looking once a second at most", async () => {
    const { call, device, waits, reads } = openContact();
    const { contact } = await device("d-1");
    waits.length = 0;
    const before = reads();
    expect(await contact(20)).toEqual([]);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(20_000);
    expect(Math.max(...waits)).toBe(1_000);
    expect(reads() - before).toBeLessThan(30);
    await call("POST", "/devices/d-1/reboot", {});
    waits.length = 0;
    expect(await contact(20)).toHaveLength(1);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(1_000);
  });
  test("is shown nothing of another's, nor to whom has not its key", async () => {
    const { call, settle, device } = openContact();
    const [{ contact }] = [await device("d-1"), await device("d-2")];
    await settle("POST", "/devices/d-2/reboot", {});
    expect(await contact()).toEqual([]);
    const stranger = await call("GET", "/devices/d-2/commands");
    const unknown = await call("GET", "/devices/d-9/commands");
    expect([stranger.status, stranger.body]).toEqual([401, unknown.body]);
    expect((await call("POST", "/devices/d-2/commands/c/outcome", { status: "done" })).status).toBe(401);
    expect((await call("POST", "/devices/d-2/configuration", { version: 0, settings: {} })).status).toBe(401);
  });
});

describe("what is too late or unknown", () => {
  test("an expired command is offered no more, and its outcome is refused clearly", async () => {
    const { settle, device, advance } = openContact();
    const { contact, says } = await device("d-1");
    await settle("POST", "/devices/d-1/reboot", { expiresAfter: 60_000 });
    const [command] = await contact();
    await advance(60_000);
    expect(await contact()).toEqual([]);
    const late = await says(command!.id, { status: "done" });
    expect([late.status, late.body["code"]]).toEqual([409, "command-expired"]);
    const unknown = await says("guess", { status: "done" });
    expect([unknown.status, unknown.body["code"]]).toEqual([409, "command-unknown"]);
  });
  test("a command whose outcome was told never expires", async () => {
    const { call, settle, device, advance } = openContact();
    const { contact, says } = await device("d-1");
    const { body } = await settle("POST", "/devices/d-1/reboot", { expiresAfter: 60_000 });
    const [command] = await contact();
    await says(command!.id, { status: "done" });
    await advance(DAY);
    expect((await call("GET", `/devices/d-1/commands/${body["commandId"]}`)).body).toMatchObject({ status: "done" });
  });
  test("an operator may take a command back", async () => {
    const { settle, device } = openContact();
    const { contact, says } = await device("d-1");
    await settle("POST", "/devices/d-1/firmware", install);
    const [command] = await contact();
    const { body } = await settle("DELETE", `/devices/d-1/commands/${command!.id}`);
    expect(body).toMatchObject({ status: "cancelled", type: "InstallFirmware" });
    expect(await contact()).toEqual([]);
    expect((await says(command!.id, { status: "failed" })).body["code"]).toBe("command-cancelled");
    expect((await says(command!.id, done)).body).toMatchObject({ status: "done" });
  });
});

test("firmware of the wrong model, hash or moment is refused with its code", async () => {
  const { call, settle, device } = openContact();
  const { contact, says } = await device("d-1");
  const wrong = await settle("POST", "/devices/d-1/firmware", { ...install, model: "hygro" });
  expect([wrong.status, wrong.body["code"]]).toEqual([409, "wrong-model"]);
  await settle("POST", "/devices/d-1/firmware", install);
  const second = await settle("POST", "/devices/d-1/firmware", { ...install, ...v3 });
  expect([second.status, second.body["code"]]).toEqual([409, "install-under-way"]);
  const [command] = await contact();
  expect((await says(command!.id, { status: "done" })).body["code"]).toBe("hash-missing");
  expect((await says(command!.id, { status: "done", sha256: hash.newer })).body).toMatchObject({ status: "failed" });
  expect((await call("POST", "/devices/d-9/firmware", install)).status).toBe(404);
});

test("of a command that failed it is told why, and of one that was rejected how to ask", async () => {
  const { call, settle, device } = openContact();
  const { contact, says } = await device("d-1");
  await settle("POST", "/devices/d-1/reboot", {});
  const [command] = await contact();
  await says(command!.id, { status: "failed", code: "busy", reason: "a valve is open" });
  expect((await call("GET", `/devices/d-1/commands/${command!.id}`)).body).toEqual({
    commandId: command!.id,
    status: "failed",
    type: "RebootDevice",
    code: "busy",
    reason: "a valve is open",
  });
  const unknown = await call("GET", "/devices/d-1/commands/guess");
  expect([unknown.status, unknown.body["detail"]]).toEqual([
    404,
    "It may have ended long ago, or have been rejected: ask with ?after= and the token that came with it.",
  ]);
});

test("firmware is fetched by https or http alone, for a device and in a rollout", async () => {
  const { call, device } = openContact();
  await device("d-1");
  const install = (url: string) => call("POST", "/devices/d-1/firmware", { model: "thermo", ...v2, url });
  for (const url of ["ftp://firmware.example.org/2", "file:///2", "javascript:alert(1)"]) {
    expect((await install(url)).status).toBe(400);
    const plan = { fleetId: "north", model: "thermo", from: { ...v3, url }, to: v2 };
    expect((await call("POST", "/rollouts", plan)).status).toBe(400);
  }
  expect((await install("http://firmware.local/2")).status).toBe(202);
});

test("a configuration converges, whatever the device had before", async () => {
  const { call, settle, device } = openContact();
  const { contact, reports } = await device("d-1");
  const read = async () => (await call("GET", "/devices/d-1/configuration")).body;
  expect(await read()).toEqual({ desired: null, reported: null, converged: true });
  await settle("PUT", "/devices/d-1/configuration", { settings: { interval: 10 } });
  await settle("PUT", "/devices/d-1/configuration", { settings: { interval: 20 } });
  const [wish, ...others] = await contact();
  expect([wish?.data, others]).toEqual([{ version: 2, settings: { interval: 20 } }, []]);
  await reports({ version: 1, settings: { interval: 10 } });
  expect(await read()).toMatchObject({ reported: { version: 1 }, converged: false });
  expect(await contact()).toEqual([wish]);
  expect((await reports({ version: 2, settings: { interval: 20 } })).body["converged"]).toBe(true);
  expect(await contact()).toEqual([]);
});
