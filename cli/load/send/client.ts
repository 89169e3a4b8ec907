import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { BugleError } from "../../../functions/runtime/errors.ts";
import { stopped } from "./errors.ts";

interface Request {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly gzip?: boolean;
  /** When the trying ends at the latest, epoch milliseconds; the answer is then 504. */
  readonly until?: number;
}

export interface Answer {
  readonly status: number;
  /** The document of the answer; an empty object where there is none. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface ClientOptions {
  readonly url: string;
  readonly signal: AbortSignal;
  /** Told of each answer that asks to be tried again. */
  readonly onRetry?: (status: number) => void;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** Sends a request, again while the answer is 429, 503 or 504 or none comes. Throws `unreachable`, `overloaded` or `interrupted`. */
export type Client = (request: Request) => Promise<Answer>;

const AGAIN = new Set([429, 503, 504]);
const TRIES = 12;
const TRIES_UNANSWERED = 6;
const FIRST_WAIT = 100;
const LONGEST_WAIT = 5_000;

interface Attempt {
  readonly response?: Response;
  /** Of a response that does not ask to be tried again. */
  readonly answer?: Answer;
  readonly cause?: unknown;
}

const sleepOf = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  sleep(milliseconds, undefined, { signal });

const backOff = (tried: number): number => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tried);

function waitOf(response: Response | undefined, tried: number): number {
  const told = response?.headers.get("retry-after");
  const seconds = Number(told ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1_000) : backOff(tried);
}

/** Throws when the response is cut off, as when the time for it is over. */
async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  try {
    return { status: response.status, data: JSON.parse(text) as Answer["data"] };
  } catch {
    return { status: response.status, data: {} };
  }
}

function initOf({ method, body, headers, gzip }: Request, signal: AbortSignal): RequestInit {
  if (body === undefined) return { method, signal, headers: { ...headers } };
  const text = JSON.stringify(body);
  return {
    method,
    signal,
    body: gzip ? gzipSync(text) : text,
    headers: { "content-type": "application/json", ...(gzip && { "content-encoding": "gzip" }), ...headers },
  };
}

const signalOf = (request: Request, signal: AbortSignal): AbortSignal =>
  request.until === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeLeft(request))]);

const timeLeft = ({ until = Number.POSITIVE_INFINITY }: Request): number => Math.max(0, until - Date.now());

const unreachable = (url: string, cause: unknown, isKnown: boolean): BugleError =>
  new BugleError("unreachable", isKnown ? `nothing answers at ${url} any more` : `no Bugle API answers at ${url}`, {
    help: "Run `npm start -- trading telemetry` in another terminal, or name the API with --url.",
    cause,
  });

const overloaded = (url: string, status: number): BugleError =>
  new BugleError("overloaded", `${url} has answered ${status} to ${TRIES} tries`, {
    help: "Try again later; what was accepted is not taken twice.",
  });

/** Says what ends the trying, if anything does; an address that has never answered is not waited for. */
function givenUp(url: string, tried: number, { response, cause }: Attempt, isKnown: boolean): BugleError | undefined {
  if (!response) return isKnown && tried + 1 < TRIES_UNANSWERED ? undefined : unreachable(url, cause, isKnown);
  return tried + 1 < TRIES ? undefined : overloaded(url, response.status);
}

export function openClient({ url, signal, onRetry = () => {}, wait = sleepOf }: ClientOptions): Client {
  let isKnown = false;
  const attempt = async (request: Request): Promise<Attempt> => {
    try {
      const response = await fetch(new URL(request.path, url), initOf(request, signalOf(request, signal)));
      return AGAIN.has(response.status) ? { response } : { response, answer: await answerOf(response) };
    } catch (cause) {
      if (signal.aborted) throw stopped(cause);
      return { cause };
    }
  };
  const pause = async (milliseconds: number) => {
    try {
      await wait(milliseconds, signal);
    } catch (cause) {
      throw stopped(cause);
    }
  };
  const assertWorthTrying = ({ until }: Request, tried: number, made: Attempt) => {
    if (made.response && until !== undefined) return;
    const end = givenUp(url, tried, made, isKnown);
    if (end) throw end;
  };
  return async (request) => {
    for (let tried = 0; ; tried++) {
      const made = await attempt(request);
      const { response } = made;
      isKnown ||= response !== undefined;
      if (made.answer) return made.answer;
      await response?.body?.cancel();
      if (timeLeft(request) === 0) return { status: 504, data: {} };
      assertWorthTrying(request, tried, made);
      if (response) onRetry(response.status);
      await pause(Math.min(waitOf(response, tried), timeLeft(request)));
    }
  };
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly reason?: string;
  readonly errors?: readonly { readonly field: string; readonly reason: string }[];
}

/** The answer if it is a success; else throws `refused` with what the server says. */
export function accepted({ status, data }: Answer, what: string): Answer["data"] {
  if (status < 400) return data;
  const { title, detail, reason, errors = [] } = data as Problem;
  const fields = errors.slice(0, 3).map((each) => `${each.field} ${each.reason}`);
  const said = [title, reason ?? detail, ...fields].filter(Boolean).join(": ");
  throw new BugleError("refused", `${what} was refused with ${status}${said && `: ${said}`}`, {
    help:
      status === 404
        ? "The API there has no such address: start it with `npm start -- trading telemetry`."
        : "Nothing after it was sent; what was accepted before is not taken twice.",
  });
}
