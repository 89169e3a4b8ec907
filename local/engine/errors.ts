export interface LocalErrorParts {
  code: string;
  message: string;
  /** One sentence that says what to do. */
  help: string;
  cause?: unknown;
}

/** A failure of the local cloud, for a person to read; recognise it by `code`, and print `message` and `help`. */
export class LocalError extends Error {
  override readonly name = "LocalError";
  readonly code: string;
  readonly help: string;

  constructor({ code, message, help, cause }: LocalErrorParts) {
    super(message, { cause });
    this.code = code;
    this.help = help;
  }
}
