import { BugleError } from "../errors.ts";

/** A field of the request and what is wrong with it. */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
}

export interface ProblemDetails {
  /** What is special about this occurrence: one sentence for the caller. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the document. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log: the caller is never told. */
  readonly cause?: unknown;
}

/** An answer to the caller that is an RFC 9457 document; thrown, since it ends the request wherever it is found. */
export class Problem extends BugleError {
  readonly status: number;
  readonly document: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, title: string, { detail, errors, more, headers, cause }: ProblemDetails) {
    super(code, title, { help: detail ?? "", cause });
    this.status = status;
    this.headers = headers ?? {};
    this.document = {
      type: `urn:bugle:problem:${code}`,
      title,
      status,
      ...(detail !== undefined && { detail }),
      ...(errors && { errors }),
      ...more,
    };
  }
}

/** Makes a problem to throw; `code` ends the document's type, `title` is the same for every occurrence. */
export const problem = (status: number, code: string, title: string, details: ProblemDetails = {}): Problem =>
  new Problem(status, code, title, details);

export const isProblem = (error: unknown): error is Problem =>
  typeof (error as Partial<Problem> | null | undefined)?.document === "object";

export const problemResponse = ({ status, document, headers }: Problem): Response =>
  new Response(JSON.stringify(document), {
    status,
    headers: { ...headers, "content-type": "application/problem+json" },
  });

/** The stores or queues do not answer; nothing is lost by trying again under the same key. */
export const unavailable = (cause: unknown): Problem =>
  problem(503, "unavailable", "The service cannot take the request now", {
    detail: "Send it again with the same Idempotency-Key; it is then carried out once.",
    headers: { "retry-after": "1" },
    cause,
  });

/** The request is more than a body may be, or than what is made of it may. */
export const tooLarge = (detail: string): Problem =>
  problem(413, "body-too-large", "The body is too large", { detail });

/** `what` is missing: "order". */
export const notFound = (what?: string): Problem =>
  problem(404, "not-found", "There is nothing at this address", {
    ...(what !== undefined && { detail: `There is no such ${what}.` }),
  });
