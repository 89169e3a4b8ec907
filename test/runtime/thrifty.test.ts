import { createHash, createHmac } from "node:crypto";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { dynamodbClient } from "../../functions/runtime/aws/clients/dynamodb.ts";
import type { ClientOptions } from "../../functions/runtime/aws/clients/options.ts";
import { Sha256 } from "../../functions/runtime/aws/clients/sha256.ts";

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** The signature that AWS expects of a request, worked out from what it carries. */
function expected({ method, path, headers, body }: Request, secret: string): string {
  const { authorization = "" } = headers;
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? "";
  const scope = /Credential=[^/]+\/([^,]+)/.exec(authorization)?.[1] ?? "";
  const canonicalHeaders = names.split(";").map((name) => `${name}:${headers[name]}\n`);
  const canonical = [method, path, "", canonicalHeaders.join(""), names, sha256(body)].join("\n");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key as Buffer, text).toString("hex");
}

function open() {
  const seen: Request[] = [];
  const requestHandler = {
    handle: async (request: Request) => {
      seen.push(request);
      return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode("{}") } };
    },
  } as unknown as NonNullable<ClientOptions["requestHandler"]>;
  const credentials = { accessKeyId: "id", secretAccessKey: "key" };
  const client = dynamodbClient({ region: "eu-central-1", credentials, requestHandler });
  return { client, seen };
}

test("a client that saves its signer signs every request as AWS expects it", async () => {
  const { client, seen } = open();
  for (const id of ["a", "b"]) await client.send(new PutItemCommand({ TableName: "journal", Item: { id: { S: id } } }));
  for (const request of seen)
    expect(/Signature=(\w+)/.exec(request.headers["authorization"] ?? "")?.[1]).toBe(expected(request, "key"));
  expect(new Set(seen.map(({ headers }) => headers["authorization"])).size).toBe(2);
  expect(seen[0]?.headers).toMatchObject({ host: "dynamodb.eu-central-1.amazonaws.com" });
  expect(seen[0]?.headers).not.toHaveProperty("x-amz-user-agent");
});

const hex = async (hash: Sha256) => Buffer.from(await hash.digest()).toString("hex");
const bytes = (text: string) => new TextEncoder().encode(text);

test("a hash is that of all that was given, and a reset one begins anew", async () => {
  const hash = new Sha256();
  hash.update(bytes("a"));
  hash.update(bytes("bc"));
  expect(await hex(hash)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  hash.reset();
  expect(await hex(hash)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("a key may be a text, bytes or a buffer", async () => {
  for (const key of ["key", bytes("key"), bytes("key").buffer]) {
    const hash = new Sha256(key);
    hash.update(bytes("The quick brown fox jumps over the lazy dog"));
    expect(await hex(hash)).toBe("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  }
});
