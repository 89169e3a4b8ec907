/** What one system was asked, as a user of it would: each request and all that it causes is a journey to be shown. */
export interface FirstSteps {
  /** What was done, as the end of a line. */
  readonly told: string;
  /** Oldest first. */
  readonly requests: readonly { readonly title: string; readonly correlationId: string }[];
  /** Types of messages that the last journey must contain, all handled. */
  readonly ends: readonly string[];
  /** Lines for a shell that look at it, and do it again; each can be pasted as it is, in this order. */
  readonly curl: readonly string[];
}

export interface Begin {
  /** Where the HTTP API is. */
  readonly url: string;
  /** The checkout, or the project that has Bugle installed. */
  readonly root: string;
  /** Folder that the run keeps its files in. */
  readonly state: string;
  readonly signal: AbortSignal;
}

/** The first steps of one system, over its HTTP API. */
export interface FirstJourney {
  /** What the run's line is called. */
  readonly name: string;
  /** It loads data, whose messages are too many to be told one by one. */
  readonly loads?: true;
  begin(options: Begin): Promise<FirstSteps>;
}
