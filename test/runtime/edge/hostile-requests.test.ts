import { describe, expect, test } from "vitest";
import { openKitchen, problemOf } from "./kitchen.ts";

const put = async (data: string, headers: Record<string, string> = {}) => {
  const { json, notes } = openKitchen();
  const response = await json("PUT", "/cakes/opera", data, headers);
  expect(notes.sent).toEqual([]);
  expect(notes.reports).toEqual([]);
  return response;
};

describe("a body that is not JSON is answered 400:", () => {
  test.each([
    ["empty", ""],
    ["cut off", '{"layers": 3'],
    ["a script", "<script>alert(1)</script>"],
    ["not a number", '{"layers": NaN}'],
    ["closed too often", "{}}"],
  ])("%s", async (_, data) => {
    const document = await problemOf(await put(data));
    expect(document).toMatchObject({ status: 400, title: "The body is not JSON" });
    expect(Object.keys(document)).toEqual(["type", "title", "status", "detail"]);
  });

  test("not UTF-8", async () => {
    const { app } = openKitchen();
    const headers = { "content-type": "application/json" };
    const response = await app.request("/cakes/opera", { method: "PUT", headers, body: new Uint8Array([34, 255, 34]) });
    expect(await problemOf(response)).toMatchObject({ status: 400, title: "The body is not JSON" });
  });
});

describe("a body of another shape is answered 400 with each field and why:", () => {
  test.each([
    ["a wrong type", '{"layers": "3"}', "layers"],
    ["a missing field", "{}", "layers"],
    ["null", "null", "body"],
    ["a list", "[]", "body"],
    ["zero", '{"layers": 0}', "layers"],
    ["a negative number", '{"layers": -1}', "layers"],
    ["a fraction", '{"layers": 1.5}', "layers"],
    ["1e308", '{"layers": 1e308}', "layers"],
    ["a number beyond all numbers", '{"layers": 1e999}', "layers"],
    ["a field nobody knows", '{"layers": 1, "size": 2}', "size"],
    ["a key called __proto__", '{"layers": 1, "__proto__": {"layers": 5}}', "__proto__"],
    ["half a character", '{"layers": 1, "note": "\\ud83c"}', "note"],
    ["20,000 nested brackets", "[".repeat(20_000) + "]".repeat(20_000), "body"],
    ["20,000 of them in a field", `{"layers": ${"[".repeat(20_000)}${"]".repeat(20_000)}}`, "layers"],
  ])("%s", async (_, data, field) => {
    expect(await problemOf(await put(data))).toEqual({
      type: "urn:bugle:problem:body-invalid",
      title: "The request does not have the right shape",
      status: 400,
      detail: "Correct the fields that `errors` names.",
      errors: [{ field, reason: expect.stringMatching(/^.{5,100}$/) }],
    });
  });

  test("no more than twenty of them", async () => {
    const fields = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`f${i}`, 1]));
    const { errors } = await problemOf(await put(JSON.stringify({ layers: 1, ...fields })));
    expect(errors).toHaveLength(20);
  });

  test("a key that the contract refuses", async () => {
    const { json } = openKitchen();
    const document = await problemOf(await json("PUT", `/cakes/${"x".repeat(101)}`, { layers: 1 }));
    expect(document).toMatchObject({ status: 400, errors: [{ field: "cakeId" }] });
  });
});

test.each([
  [undefined],
  ["text/plain"],
  ["application/x-www-form-urlencoded"],
  ["multipart/form-data; boundary=x"],
  ["application/json; charset=utf-16"],
])("a body of type %s is answered 415", async (type) => {
  const { app } = openKitchen();
  const body = new Blob(['{"layers": 3}'], { type: type ?? "" });
  const response = await app.request("/cakes/opera", {
    method: "PUT",
    body,
    headers: type ? { "content-type": type } : {},
  });
  expect(await problemOf(response)).toMatchObject({ status: 415 });
});

test("a compressed body is answered 415", async () => {
  expect((await put("{}", { "content-encoding": "gzip" })).status).toBe(415);
});

test.each(["application/json; charset=UTF-8", 'Application/JSON;charset="utf-8"'])("%s is taken", async (type) => {
  const { json } = openKitchen();
  expect((await json("PUT", "/cakes/opera", '{"layers": 3}', { "content-type": type })).status).toBe(202);
});

describe("a body above 64 KiB is answered 413", () => {
  const large = JSON.stringify({ layers: 1, note: "x".repeat(2 * 1024 * 1024) });

  test("by the length it announces, unread", async () => {
    const response = await put("{}", { "content-length": "2097152" });
    expect(await problemOf(response)).toMatchObject({ status: 413, detail: "Send at most 65536 bytes." });
  });

  test("whatever it announces", async () => {
    expect((await put(large)).status).toBe(413);
    expect((await put(large, { "content-length": "10" })).status).toBe(413);
  });

  test("one byte above, not one below", async () => {
    const padded = (bytes: number) => '{"layers": 1}'.padEnd(bytes, " ");
    expect((await put(padded(65_537))).status).toBe(413);
    const { json } = openKitchen();
    expect((await json("PUT", "/cakes/opera", padded(65_536))).status).toBe(202);
  });
});

describe("an address is refused", () => {
  test.each(["/cakes/%", "/cakes/%zz", "/cakes/%E0%A4%A", "/cakes/%ff", "/nowhere/%c3%28"])(
    "as malformed: %s",
    async (path) => {
      const { json } = openKitchen();
      for (const method of ["GET", "PUT"])
        expect(await problemOf(await json(method, path))).toMatchObject({
          status: 400,
          type: "urn:bugle:problem:path-malformed",
        });
    },
  );

  test.each(["/", "/cake", "/cakes/", "/cakes/opera/", "/cakes/opera/layers", "/cakes/a%2Fb/c", "/__proto__"])(
    "as unknown: %s",
    async (path) => {
      const { json } = openKitchen();
      expect(await problemOf(await json("GET", path))).toEqual({
        type: "urn:bugle:problem:not-found",
        title: "There is nothing at this address",
        status: 404,
      });
    },
  );

  test.each([
    ["POST", "/cakes/opera", "GET, HEAD, PUT, DELETE"],
    ["PATCH", "/cakes/opera", "GET, HEAD, PUT, DELETE"],
    ["OPTIONS", "/cakes", "POST"],
    ["GET", "/cakes", "POST"],
    ["DELETE", "/health", "GET, HEAD"],
  ])("by method: %s %s", async (method, path, allow) => {
    const { json } = openKitchen();
    const response = await json(method, path);
    expect(response.headers.get("allow")).toBe(allow);
    expect(await problemOf(response)).toMatchObject({ status: 405, detail: `Use ${allow}.` });
  });
});

test("a failure inside is answered with an id that is in the log, and nothing else", async () => {
  const { json, notes } = openKitchen();
  const document = await problemOf(await json("GET", "/broken"));
  expect(document).toEqual({
    type: "urn:bugle:problem:internal",
    title: "The request failed here",
    status: 500,
    detail: "Its id is in the log.",
    id: "id-1",
  });
  expect(notes.reports).toEqual([["id-1", "the secret recipe is on shelf 9"]]);
  expect(notes.log).toMatchObject([{ id: "id-1", outcome: "500" }]);
});

test("nobody may keep an answer", async () => {
  const { json } = openKitchen();
  for (const path of ["/health", "/broken", "/nowhere", "/cakes/opera"])
    expect((await json("GET", path)).headers.get("cache-control")).toBe("no-store");
});
