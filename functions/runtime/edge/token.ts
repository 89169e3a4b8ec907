import * as z from "zod";
import { problem } from "./problem.ts";

/** What a caller waits for: the answer to one command. */
export interface Token {
  /** The stream that answers it. */
  readonly stream: string;
  /** The command's id. */
  readonly id: string;
  /** The earliest time the id can have existed. */
  readonly born: string;
}

const LONGEST = 4_096;
const parts = z.tuple([z.string().min(1), z.string().min(1).max(200), z.iso.datetime()]);

/** Not a secret and not signed: it lets nobody see more than the address they wait at. */
export const writeToken = ({ stream, id, born }: Token): string =>
  Buffer.from(JSON.stringify([stream, id, born])).toString("base64url");

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
};

/** Reads a token; throws the problem `token-malformed`. */
export function readToken(text: string): Token {
  const result = parts.safeParse(/^[\w-]+$/.test(text) && text.length <= LONGEST ? parsed(text) : undefined);
  if (result.success) {
    const [stream, id, born] = result.data;
    return { stream, id, born };
  }
  throw problem(400, "token-malformed", "The token cannot be read", {
    detail: "Send `after` as a write has answered it.",
  });
}
