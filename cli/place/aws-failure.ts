import { BugleError } from "../../functions/runtime/errors.ts";

interface Known {
  readonly name: RegExp;
  readonly message?: RegExp;
  readonly code: string;
  readonly says: string;
  readonly help: string;
}

const KNOWN: readonly Known[] = [
  {
    name: /./,
    message: /Region is missing/,
    code: "no-region",
    says: "no AWS region is known",
    help: "Give one with --region, or set AWS_REGION.",
  },
  {
    name: /^CredentialsProviderError$|^Expired|^InvalidClientTokenId$|^UnrecognizedClientException$/,
    code: "no-credentials",
    says: "AWS does not know you",
    help: "Log in, such as with `aws sso login`, or name a profile with AWS_PROFILE.",
  },
  {
    name: /AccessDenied|NotAuthorized|AuthorizationError/,
    code: "access-denied",
    says: "you lack a permission",
    help: "docs/guides/operating.md lists what an operator may do.",
  },
  {
    name: /^TimeoutError$|^AggregateError$|^Error$/,
    message: /timed out|ECONN|ENOTFOUND|EAI_AGAIN|^$/,
    code: "unreachable",
    says: "AWS cannot be reached",
    help: "Look at your network, and at --region.",
  },
];

/** A failure of the SDK in one sentence; whatever has a code of its own is passed on as it is. */
function explain(error: unknown): unknown {
  const { name = "", message = "", code, $metadata } = error as Error & { code?: string; $metadata?: object };
  const known = KNOWN.find((each) => each.name.test(name) && (each.message?.test(`${message}${code ?? ""}`) ?? true));
  if (known) return new BugleError(known.code, `${known.says}: ${message || name}`, { help: known.help, cause: error });
  if (!$metadata) return error;
  return new BugleError("aws-refused", `AWS refused: ${name}: ${message}`, { cause: error });
}

export async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error);
  }
}
