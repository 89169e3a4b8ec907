import pc from "picocolors";
import type { JourneyNode } from "../../functions/runtime/edge/journey.ts";
import type { LogLine } from "../../functions/runtime/ports.ts";
import { journeyLines } from "./journey-lines.ts";
import { textLog } from "./message-log.ts";
import type { Options } from "./options.ts";

/** What a run says of itself. */
export interface Reporter {
  /** One line of a step, with the milliseconds it took so far; 0 is not told. */
  step(name: string, text: string, ms: number): void;
  /** One line per handled message, never what was in it. */
  log(line: LogLine): void;
  /** Something went wrong outside any handler. */
  trouble(text: string): void;
  journey(title: string, nodes: readonly JourneyNode[]): void;
  /** Everything is up. */
  ready(url: string, curl: readonly string[]): void;
}

export interface Streams {
  out(line: string): void;
  err(line: string): void;
  readonly colored: boolean;
}

const nothing = () => {};

const forPrograms = ({ quiet }: Options, { out }: Streams): Reporter => {
  const write = (kind: string, more: object) => out(JSON.stringify({ kind, ...more }));
  return {
    step: (step, text, ms) => write("step", { step, text, ms }),
    log: quiet ? nothing : (line) => write("message", { time: new Date().toISOString(), ...line }),
    trouble: (text) => write("trouble", { text }),
    journey: (title, journey) => write("journey", { title, journey }),
    ready: (url, curl) => write("ready", { url, curl }),
  };
};

const forPeople = ({ quiet }: Options, { out, err, colored }: Streams): Reporter => {
  const colors = pc.createColors(colored);
  return {
    step: (name, text, ms) =>
      out(`${colors.bold(name.padEnd(9))} ${text}${ms === 0 ? "" : `  ${colors.dim(duration(ms))}`}`),
    log: quiet ? nothing : textLog(out, colors),
    trouble: (text) => err(colors.yellow(`trouble   ${text}`)),
    journey: (title, nodes) => {
      out(`\n${colors.bold(title)}`);
      for (const line of journeyLines(nodes, colors)) out(line);
    },
    ready: (url, curl) => {
      out(`\nThe API answers at ${colors.bold(url)}; Ctrl-C stops everything.${curl.length > 0 ? " Try:" : ""}\n`);
      for (const line of curl) out(`  ${line}`);
      if (curl.length > 0) out("");
    },
  };
};

const duration = (ms: number): string => (ms < 100 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** Says everything as lines of text, coloured at a terminal, or with `json` as lines of JSON. */
export const reporterFor = (options: Options, streams: Streams): Reporter =>
  options.json ? forPrograms(options, streams) : forPeople(options, streams);

/** A reporter that can hold back its lines per message while some work is under way; all else is told as ever. */
export function withPauses(reporter: Reporter) {
  let pauses = 0;
  return {
    reporter: { ...reporter, log: (line: LogLine) => (pauses > 0 ? undefined : reporter.log(line)) },
    quietly: async <T>(work: () => Promise<T>): Promise<T> => {
      pauses += 1;
      return work().finally(() => {
        pauses -= 1;
      });
    },
  };
}
