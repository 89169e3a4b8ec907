import type { Colors } from "picocolors/types.js";
import type { LogLine } from "../../functions/runtime/ports.ts";

const PALETTE = ["cyan", "magenta", "yellow", "blue", "green"] as const;
const GOOD = ["done", "duplicate"];

/** Writes one line per handled message: who, what, how it ended and how long it took, never what was in it. */
export function textLog(write: (line: string) => void, colors: Colors): (line: LogLine) => void {
  const systems: string[] = [];
  const paint = (system: string) => {
    if (!systems.includes(system)) systems.push(system);
    return colors[PALETTE[systems.indexOf(system) % PALETTE.length] ?? "cyan"];
  };
  return ({ system, handler, id, type, correlationid, outcome, code, ms }) => {
    const time = new Date().toISOString().slice(11, 23);
    const ended = [outcome, code].filter(Boolean).join(": ");
    const name = paint(system)(handler.padEnd(40));
    const end = GOOD.includes(outcome) ? ended : outcome === "dead" ? colors.red(ended) : colors.yellow(ended);
    const ids = correlationid === undefined || correlationid === id ? id : `${id} of ${correlationid}`;
    write(`${colors.dim(time)} ${name} ${type.padEnd(18)} ${end} ${ms} ms ${colors.dim(ids)}`);
  };
}

export const jsonLog =
  (write: (line: string) => void): ((line: LogLine) => void) =>
  ({ system, handler, id, type, correlationid, outcome, code, ms }) =>
    write(JSON.stringify({ kind: "message", system, handler, id, type, correlationid, outcome, code, ms }));
