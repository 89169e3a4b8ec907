import { expect, test } from "vitest";
import * as z from "zod";
import { acceptAll, api, operation, resource } from "../../../functions/runtime/edge/index.ts";
import { command } from "../../../functions/runtime/index.ts";
import { openKitchen, problemOf } from "./kitchen.ts";

class Ring extends command("RingBell", { times: z.int(), song: z.string() }) {}
const songs = z.strictObject({ songs: z.array(z.string()).min(1) });

const bells = api(
  resource().post(
    "/bells",
    operation({ summary: "Rings bells", body: songs, bodyAtMost: 2_000_000, accepts: [] }),
    async (c) => {
      const commands = c.req.valid("json").songs.map((song) => new Ring({ times: 1, song }));
      return acceptAll(c, commands, { location: "/bells", ids: {} });
    },
  ),
);
const KEY = { "idempotency-key": "bells-1" };

test("a command that no road carries is refused with 413, and nothing is sent", async () => {
  const { json, notes } = openKitchen({ api: bells });
  const body = { songs: ["short", "x".repeat(262_144)] };
  expect(await problemOf(await json("POST", "/bells", body))).toMatchObject({
    status: 413,
    type: "urn:bugle:problem:body-too-large",
    detail: "RingBell is 264213 bytes with its envelope; the limit is 262144: send less at once.",
  });
  expect(notes.sent).toEqual([]);
});

test("commands that are too much to be remembered under a key are refused with 413; without a key they go", async () => {
  const { json, notes } = openKitchen({ api: bells });
  const body = { songs: Array.from({ length: 5 }, () => "x".repeat(90_000)) };
  expect(await problemOf(await json("POST", "/bells", body, KEY))).toMatchObject({
    status: 413,
    type: "urn:bugle:problem:body-too-large",
  });
  expect(notes.sent).toEqual([]);
  expect((await json("POST", "/bells", body)).status).toBe(202);
  expect(notes.sent).toHaveLength(5);
});
