import type { Process, Scheduler } from "./scheduler.ts";

type FaultKind = "crash before" | "crash after" | "lost response" | "throttle" | "conflict";

/** How likely each fault is at one call, from 0 to 1, and how often each was injected. */
export interface Faults {
  probability: number;
  readonly injected: Record<FaultKind, number>;
}

export const noFaults = (): Faults => ({
  probability: 0,
  injected: { "crash before": 0, "crash after": 0, "lost response": 0, throttle: 0, conflict: 0 },
});

const KINDS: readonly FaultKind[] = ["crash before", "crash after", "lost response", "throttle", "conflict"];
const never = () => new Promise<never>(() => undefined);

export function kill(process: Process): Promise<never> {
  process.alive = false;
  return never();
}

/** Calls that can answer "somebody else was first". */
const CONDITIONAL = new Set(["models.write"]);

/**
 * Wraps every function of a port: it waits its turn before and after the call, and a fault may strike at either.
 * A conflict answers "somebody else was first" without writing, where the port knows such an answer; elsewhere it is a throttle.
 */
export function faulty<P extends object>(
  name: string,
  port: P,
  process: Process,
  scheduler: Scheduler,
  faults: Faults,
): P {
  const draw = (): FaultKind | undefined => {
    if (scheduler.random() >= faults.probability) return undefined;
    const kind = KINDS[Math.floor(scheduler.random() * KINDS.length)] as FaultKind;
    faults.injected[kind]++;
    return kind;
  };
  /** Strikes before the call: `undefined` lets it happen. */
  const strikeBefore = (fault: FaultKind | undefined, call: string): Promise<unknown> | undefined => {
    if (fault === "crash before") return kill(process);
    if (fault === "conflict" && CONDITIONAL.has(call)) return Promise.resolve(false);
    if (fault !== "throttle" && fault !== "conflict") return undefined;
    return Promise.reject(Object.assign(new Error("slow down"), { name: "ThrottlingException" }));
  };
  const wrap =
    (method: string, call: (...args: unknown[]) => Promise<unknown>) =>
    async (...args: unknown[]): Promise<unknown> => {
      await scheduler.turn(process);
      const fault = draw();
      const struck = strikeBefore(fault, `${name}.${method}`);
      if (struck) return struck;
      const result = await scheduler.during(call(...args));
      if (fault || scheduler.random() < 0.5) await scheduler.turn(process);
      if (fault === "crash after") return kill(process);
      if (fault === "lost response") throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
      return result;
    };
  const methods = Object.entries(port).map(([method, call]) => [method, wrap(method, call)]);
  return Object.fromEntries(methods) as P;
}
