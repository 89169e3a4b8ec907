/** One hop of a journey. */
export interface TraceEntry {
  readonly correlationid: string;
  readonly kind: "request" | "commit" | "projection" | "at-most-once";
  /** `system/handler`, or method and path of a request. */
  readonly by: string;
  readonly time: string;
  /** The message handled; the request's id for its commands. */
  readonly id: string;
  readonly type: string;
  readonly sent: string;
  readonly outcome: string;
  readonly messages: readonly {
    readonly id: string;
    /** A message's kind, or `cancellation`: it has the id of the command that it cancels. */
    readonly kind: string;
    readonly type: string;
    /** When a command that was sent for later is. */
    readonly due?: string;
  }[];
}

export interface Trace {
  write(entries: readonly TraceEntry[]): Promise<void>;
  read(correlationid: string): Promise<TraceEntry[]>;
}
