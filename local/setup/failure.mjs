/** A set-up step that cannot go on: one sentence of what happened, one of what to do. */
export class SetupFailure extends Error {
  constructor(code, message, help, cause) {
    super(message, { cause });
    this.code = code;
    this.help = help;
  }
}

const reasons = [
  {
    code: "disk-full",
    pattern: /ENOSPC|No space left on device/i,
    says: "the disk is full",
    help: "Free about 1 GB on this disk, then run the same command again.",
  },
  {
    code: "hash-mismatch",
    pattern: /EINTEGRITY|DO NOT MATCH THE HASHES/i,
    says: "a downloaded file is not the one the lock file names",
    help: "Clear the cache (`npm cache clean --force`, `pip cache purge`), then run the same command again.",
  },
  {
    code: "lock-out-of-step",
    pattern: /npm error code EUSAGE/,
    says: "package.json and package-lock.json do not agree",
    help: "Run `npm install` to bring the lock file up to date, then run the same command again.",
  },
  {
    code: "certificate",
    pattern: /CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|CERT_HAS_EXPIRED/,
    says: "the certificate of the registry or of a proxy is not trusted",
    help: "Name your certificate authority in NODE_EXTRA_CA_CERTS (npm) and PIP_CERT (pip), then run the same command again.",
  },
  {
    code: "no-network",
    pattern:
      /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|Failed to establish a new connection|Connection refused|Connect(ion)?Timeout|ReadTimeout|Read timed out|ProxyError|name resolution|Max retries exceeded/i,
    says: "the package registry cannot be reached",
    help: "Check the network connection and the proxy settings, then run the same command again.",
  },
  {
    code: "not-writable",
    pattern: /EACCES|EPERM|EROFS|Permission denied|Read-only file system/i,
    says: "a file or folder may not be written",
    help: "Give yourself write access to this folder and to your npm and pip caches, then run the same command again.",
  },
];

/** Turns an error of the file system into a SetupFailure; undefined for any other. */
export function explainFileError(what, error) {
  if (error.help !== undefined || error.syscall === undefined) return undefined;
  const known = reasons.find(({ pattern }) => pattern.test(error.message));
  const { code, says, help } = known ?? {
    code: "file-error",
    says: error.message,
    help: "Put that right, then run the same command again.",
  };
  return new SetupFailure(code, `${what}: ${says}.`, help, error);
}

/** Turns what a failed installer printed into a SetupFailure; what it does not know points at the log. */
export function explain(what, output, log) {
  const known = reasons.find(({ pattern }) => pattern.test(output));
  if (known) return new SetupFailure(known.code, `${what}: ${known.says}.`, known.help);
  const last = output.split("\n").filter((line) => /error/i.test(line))[0] ?? "no reason was given";
  return new SetupFailure("install-failed", `${what}: ${last.trim()}`, `The whole output is in ${log}.`);
}
