/** A set-up step that cannot go on: one sentence of what happened, one of what to do. */
export interface SetupFailure extends Error {
  code: string;
  help: string;
}

/** Turns an error of the file system into a SetupFailure; undefined for any other. */
export function explainFileError(what: string, error: unknown): SetupFailure | undefined;
