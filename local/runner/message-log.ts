import type { Colors } from "picocolors/types.js";
import type { LogLine } from "../../functions/runtime/ports.ts";

const PALETTE = ["cyan", "magenta", "blue", "green"] as const;

/** Writes one line per message: when, who, what, how it ended, how long it took, and the ids; each system has its colour. */
export function textLog(write: (line: string) => void, colors: Colors): (line: LogLine) => void {
  const systems: string[] = [];
  const paint = (system: string) => {
    if (!systems.includes(system)) systems.push(system);
    return colors[PALETTE[systems.indexOf(system) % PALETTE.length] ?? "cyan"];
  };
  const judge = (outcome: string) => {
    if (outcome === "dead" || outcome.startsWith("5")) return colors.red;
    return /^(?:done|duplicate|[23]..)$/.test(outcome) ? String : colors.yellow;
  };
  return ({ system, handler, id, type, correlationid, outcome, code, at, reason, ms }) => {
    const time = new Date().toISOString().slice(11, 23);
    const ended = judge(outcome)([outcome, code].filter(Boolean).join(": "));
    const ids = correlationid === undefined || correlationid === id ? id : `${id} of ${correlationid}`;
    const name = handler.startsWith(`${system}/`) ? handler : `${system} ${handler}`;
    write(
      `${colors.dim(time)} ${paint(system)(name.padEnd(40))} ${type.padEnd(18)} ${ended} ${ms} ms ${colors.dim(ids)}`,
    );
    if (reason) write(`${" ".repeat(13)}↳ ${reason}${at ? colors.dim(` (${at})`) : ""}`);
  };
}
