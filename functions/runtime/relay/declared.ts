import { type Envelope, ownerOf } from "../envelope.ts";
import type { Routes } from "../routes.ts";

/** Why the relay does not send this message, if so: no handler that writes under the stream's prefix declared it, or nobody takes it. */
export function refuse(
  { declared, commands, repliesTo }: Routes,
  stream: string,
  { kind, type, stream: to }: Envelope,
): string | undefined {
  const owner = ownerOf(stream);
  const own = kind === "timer" || type === "Rejection";
  if (!own && !declared[owner]?.includes(type)) return `no handler of ${owner} declares ${type}`;
  if (kind === "timer" && ownerOf(to ?? "") !== owner) return `a timer of ${owner} is for ${owner} alone`;
  if (kind === "command" && !commands[type]) return `no handler takes ${type}`;
  if ((kind === "document" || kind === "timer") && !repliesTo[ownerOf(to ?? "")])
    return `nobody at ${to} takes replies`;
  return undefined;
}
