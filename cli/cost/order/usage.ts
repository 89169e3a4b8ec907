/** What was asked of AWS in a while: counted, and not yet priced. */
export interface Usage {
  /** Requests to the HTTP API. */
  http: number;
  /** Messages that a Lambda took from a queue. */
  standardMessages: number;
  fifoMessages: number;
  /** Sends, each of one message or more. */
  standardSends: number;
  fifoSends: number;
  /** Commits that a relay took from a journal's stream. */
  commits: number;
  publishes: number;
  publicEvents: number;
  schedules: number;
  emails: number;
  writeUnits: number;
  readUnits: number;
  /** Write units of traces, were every journey traced. */
  traceWriteUnits: number;
  logBytes: number;
  /** Bytes of facts, which are kept. */
  storedBytes: number;
}

export const noUsage = (): Usage => ({
  http: 0,
  standardMessages: 0,
  fifoMessages: 0,
  standardSends: 0,
  fifoSends: 0,
  commits: 0,
  publishes: 0,
  publicEvents: 0,
  schedules: 0,
  emails: 0,
  writeUnits: 0,
  readUnits: 0,
  traceWriteUnits: 0,
  logBytes: 0,
  storedBytes: 0,
});
