import { chanceOf } from "./chance.ts";

export interface FleetOptions {
  readonly count: number;
  readonly seed: number;
  /** Epoch milliseconds of the first minute. */
  readonly from: number;
  readonly minutes: number;
  readonly faults: boolean;
}

interface SimulatedReading {
  readonly metric: string;
  /** ISO 8601. */
  readonly at: string;
  readonly value: number;
}

/** What a device sends at once. */
export interface Report {
  readonly device: string;
  /** From 0: the minute in which it is sent. */
  readonly minute: number;
  readonly readings: readonly SimulatedReading[];
  /** What its device does wrong with it, if anything. */
  readonly fault?: Fault;
}

/** `late`: kept back for some minutes. `wrong-clock`: its times are years away. `lost`: it is never sent, so it is not among the reports. */
type Fault = "repeated" | "late" | "disordered" | "wrong-clock";

const MINUTE = 60_000;
const DAY = 86_400_000;
const EVERY = 15_000;
/** How often each happens to a report. */
const RATES = { lost: 0.02, repeated: 0.03, late: 0.04, disordered: 0.05 } as const;
const WRONG_CLOCKS = 0.01;
const WRONG_BY = [-40 * 365 * DAY, 70 * 365 * DAY];
const LATEST = 10;

export const deviceName = (index: number): string => `sim-${String(index).padStart(6, "0")}`;

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Reports of one minute, each with where it is in the stream of all. */
type Placed = Report & { readonly sentAt: number };

function deviceOf({ seed, from, faults }: FleetOptions, index: number) {
  const chance = chanceOf(seed);
  const device = deviceName(index);
  const draw = (...about: (string | number)[]) => chance(device, ...about);
  const mean = 4 + 20 * draw("mean");
  const swing = 1 + 5 * draw("swing");
  const clock = faults && draw("clock") < WRONG_CLOCKS ? (WRONG_BY[Math.floor(draw("by") * 2)] ?? 0) : 0;

  const temperature = (at: number) =>
    hundredths(mean + swing * Math.sin((2 * Math.PI * (at % DAY)) / DAY) + draw("noise", (at - from) / EVERY) - 0.5);
  const readingsOf = (minute: number): SimulatedReading[] =>
    Array.from({ length: MINUTE / EVERY }, (_, part) => {
      const at = from + minute * MINUTE + part * EVERY;
      return { metric: "temperature", at: new Date(at + clock).toISOString(), value: temperature(at) };
    });
  const suffers = (fault: keyof typeof RATES, minute: number) => faults && draw(fault, minute) < RATES[fault];

  /** What becomes of the report of a minute. */
  return (minute: number): Placed[] => {
    if (suffers("lost", minute)) return [];
    const report = { device, minute, readings: readingsOf(minute), sentAt: minute };
    if (suffers("late", minute))
      return [{ ...report, sentAt: minute + 1 + Math.floor(draw("delay", minute) * LATEST), fault: "late" }];
    if (suffers("repeated", minute)) return [report, { ...report, fault: "repeated" }];
    if (suffers("disordered", minute))
      return [{ ...report, readings: report.readings.toReversed(), fault: "disordered" }];
    return [clock === 0 ? report : { ...report, fault: "wrong-clock" }];
  };
}

/** All that a fleet sends, minute by minute; late reports come with a later minute, the last of them after the end. The same options give the same bytes. */
export function* reportsOf(options: FleetOptions): Generator<readonly Report[]> {
  const devices = Array.from({ length: options.count }, (_, index) => deviceOf(options, index));
  const later = new Map<number, Report[]>();
  const shown = ({ sentAt, ...report }: Placed): Report => ({ ...report, minute: sentAt });
  for (let minute = 0; minute < options.minutes || later.size > 0; minute++) {
    const due = later.get(minute) ?? [];
    later.delete(minute);
    const made = minute < options.minutes ? devices.flatMap((device) => device(minute)) : [];
    for (const report of made.filter(({ sentAt }) => sentAt > minute))
      later.set(report.sentAt, [...(later.get(report.sentAt) ?? []), shown(report)]);
    yield [...due, ...made.filter(({ sentAt }) => sentAt === minute).map(shown)];
  }
}
