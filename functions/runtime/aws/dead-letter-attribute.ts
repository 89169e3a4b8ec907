import type { DeadLetterReason } from "../ports.ts";
import { asciiJson } from "./wire-json.ts";

/** The one message attribute of a dead letter. */
export const REASON_ATTRIBUTE = "bugle";

const LENGTHS = [4_000, 1_000, 200, 0];

/** The reason as ASCII JSON of at most `room` bytes, its texts cut until it fits; undefined if nothing fits. */
export function reasonAttribute(reason: DeadLetterReason, room: number): string | undefined {
  return LENGTHS.map((length) =>
    asciiJson({ ...reason, reason: reason.reason.slice(0, length), help: reason.help.slice(0, length) }),
  ).find((text) => text.length <= room);
}

/** Reads the attribute's value; undefined for what is not one. */
export function readReason(text: string | undefined): DeadLetterReason | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null && "code" in value ? (value as DeadLetterReason) : undefined;
  } catch {
    return undefined;
  }
}
