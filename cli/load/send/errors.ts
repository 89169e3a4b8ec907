import { BugleError } from "../../../functions/runtime/errors.ts";

/** Whoever asked for the work has stopped it. */
export const stopped = (cause?: unknown): BugleError => new BugleError("interrupted", "interrupted", { cause });

export const codeOf = (error: unknown): string | undefined => (error as Partial<BugleError> | undefined)?.code;
