/** Answers the failures, each with `code`, `message` and `help`. */
export function setUp(
  root: string,
  parts: readonly ("packages" | "python")[],
  locked?: (release: () => void) => void,
): Promise<Error[]>;
