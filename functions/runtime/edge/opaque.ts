const LONGEST = 4_096;

/** A value as text for an address: for whoever gave it out to read again, for others to hand back as it is. */
export const opaque = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What `opaque` was given; undefined for text that it cannot have made. */
export function readOpaque(text: string): unknown {
  if (!/^[\w-]+$/.test(text) || text.length > LONGEST) return undefined;
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
}
