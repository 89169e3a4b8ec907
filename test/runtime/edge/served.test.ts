import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { serve } from "@hono/node-server";
import { afterEach, expect, test } from "vitest";
import { openKitchen, problemOf } from "./kitchen.ts";

const servers: ReturnType<typeof serve>[] = [];

async function listen(): Promise<number> {
  const server = serve({ fetch: openKitchen().app.fetch, hostname: "127.0.0.1", port: 0 });
  servers.push(server);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Writes on a bare socket, `more` for as long as the server does not close it, and reads all it answers. */
async function talk(port: number, head: string, more?: string): Promise<{ answer: string; sent: number }> {
  const socket = connect(port, "127.0.0.1");
  let [answer, sent] = ["", 0];
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
    if (/\r\n\r\n\{.*\}/s.test(answer)) socket.destroy();
  });
  socket.on("error", () => socket.destroy());
  const write = () => {
    if (more === undefined || socket.destroyed) return;
    sent += more.length;
    socket.write(more, () => setImmediate(write));
  };
  socket.write(head, write);
  await once(socket, "close");
  return { answer, sent };
}

const head = (...more: string[]) =>
  ["PUT /cakes/opera HTTP/1.1", "host: localhost", "content-type: application/json", ...more, "", ""].join("\r\n");

test("over a socket, a body of 2 MB is answered 413", async () => {
  const port = await listen();
  const body = JSON.stringify({ layers: 1, note: "x".repeat(2 * 1024 * 1024) });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`http://127.0.0.1:${port}/cakes/opera`, { method: "PUT", headers, body });
  expect(await problemOf(response)).toMatchObject({ status: 413 });
});

test("over a socket, a body without end is answered 413 and read no further", async () => {
  const port = await listen();
  const chunk = `4000\r\n${" ".repeat(0x4000)}\r\n`;
  const { answer, sent } = await talk(port, head("transfer-encoding: chunked"), chunk);
  expect(answer).toContain("HTTP/1.1 413");
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test("over a socket, a foreign Host is answered 403", async () => {
  const port = await listen();
  const request = head("content-length: 0", "connection: close").replace("localhost", "attacker.example");
  expect((await talk(port, request)).answer).toContain("HTTP/1.1 403");
});

test("over a socket, nonsense in the path is answered 400 and the next request is taken", async () => {
  const port = await listen();
  const request = head("content-length: 0", "connection: close").replace("opera", "%E0%A4%A");
  expect((await talk(port, request)).answer).toContain("HTTP/1.1 400");
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
});
