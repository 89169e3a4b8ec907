/** A failure that Lambda's runtime names, not the handler. */
export class RuntimeFault extends Error {
  constructor(type, message, stack) {
    super(message);
    this.name = `Runtime.${type}`;
    if (stack) this.stack = stack;
  }
}

/** What a caller is told of whatever was thrown. */
export const described = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

/** What the log is told of it: one line. */
export function logged(label, id, error) {
  const { errorType, errorMessage, trace } = described(error);
  const fields = { errorType, errorMessage, code: error?.code, stack: trace };
  return `${new Date().toISOString()}\t${id}\tERROR\t${label} \t${JSON.stringify(fields)}\n`;
}
