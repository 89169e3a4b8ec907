import type { Finding } from "../contract/case.ts";

/** Names of what comes of a connection that failed, an answer that was none, or a service or machine that was too busy. */
const FAILURES = [
  /^(?:Type|Syntax|Range|Reference|Aggregate|Abort|Unknown)?Error$/,
  /^Unknown$/,
  /^E[A-Z_]{3,}$/,
  /^HTTP(?:5\d\d|429)$/,
  /^\w*(?:Internal|Unavailable|Throttl|TooManyRequests|SlowDown|Time(?:d)?Out|RequestLimitExceeded)\w*$/i,
  /^ServiceException$/,
  /^no answer in /,
];

/** Whether a finding is of what the endpoint does, and not of a bad moment; one that calls a thing unknown to it always is. */
export const tells = ({ verdict, saw = "" }: Finding): boolean =>
  verdict !== "departs" || !FAILURES.some((failure) => failure.test(saw));
