import * as z from "zod";
import { opaque, readOpaque } from "./opaque.ts";
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

const parts = z.tuple([z.string().min(1), z.string().min(1).max(200), z.iso.datetime()]);

/** Not a secret and not signed: it lets nobody see more than the address they wait at. */
export const writeToken = ({ stream, id, born }: Token): string => opaque([stream, id, born]);

/** Reads a token; throws the problem `token-malformed`. */
export function readToken(text: string): Token {
  const result = parts.safeParse(readOpaque(text));
  if (result.success) {
    const [stream, id, born] = result.data;
    return { stream, id, born };
  }
  throw problem(400, "token-malformed", "The token cannot be read", {
    detail: "Send `after` as a write has answered it.",
  });
}
