/** Answers the failures, each with `code`, `message` and `help`. */
export function setUp(
  root: string,
  parts: readonly ("packages" | "python" | "localstack")[],
  locked?: (release: () => void) => void,
): Promise<Error[]>;
