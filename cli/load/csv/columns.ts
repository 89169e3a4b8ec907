import { misused } from "../../failure.ts";
import type { Table } from "./table.ts";

/** Roles that columns may have, each with the names by which it is known: small letters and digits only, the likelier first. */
export type Dictionary<Role extends string> = Readonly<Record<Role, readonly string[]>>;

/** Which column has which role, from 0. */
export type Columns<Role extends string> = Readonly<Partial<Record<Role, number>>>;

export const TIMES = {
  date: [
    "date",
    "datetime",
    "timestamp",
    "time",
    "ts",
    "day",
    "tradedate",
    "opentime",
    "epoch",
    "unix",
    "period",
    "at",
  ],
  time: ["time", "timeofday", "hour"],
} as const;

const normal = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/g, "");

/** Reads `date=When,close=Last`, as --columns has it. */
export function readOverrides(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(",").map((pair) => pair.split("="));
  return new Map(
    pairs.map(([role = "", ...name]) => {
      if (name.length === 0)
        throw misused(`--columns has ${JSON.stringify(role)}`, "Write it as --columns date=When,close=Last.");
      return [role.trim().toLowerCase(), name.join("=").trim()];
    }),
  );
}

/** The column of a name, in any case, or of a number from 1. Throws `misused`, which lists the names. */
export function columnNamed({ columns }: Table, name: string): number {
  const exact = columns.indexOf(name);
  const loose = columns.findIndex((each) => normal(each) === normal(name));
  const number = /^\d+$/.test(name) && Number(name) <= columns.length ? Number(name) - 1 : -1;
  const found = [exact, loose, number].find((index) => index >= 0);
  if (found !== undefined) return found;
  throw misused(`the file has no column ${JSON.stringify(name)}`, `Its columns are ${columns.join(", ")}.`);
}

/** Finds the columns of all roles by their names; what is told goes before what is guessed, and no column has two roles. */
export function findColumns<Role extends string>(
  table: Table,
  dictionary: Dictionary<Role>,
  told: ReadonlyMap<string, string> = new Map(),
): Columns<Role> {
  const roles = Object.keys(dictionary) as Role[];
  const unknown = [...told.keys()].find((role) => !roles.includes(role as Role));
  if (unknown !== undefined)
    throw misused(`--columns knows no ${JSON.stringify(unknown)}`, `It knows ${roles.join(", ")}.`);
  const found = new Map([...told].map(([role, name]) => [role as Role, columnNamed(table, name)]));
  const names = table.columns.map(normal);
  for (const role of roles.filter((each) => !found.has(each))) {
    const taken = new Set(found.values());
    const index = dictionary[role]
      .map((name) => names.findIndex((each, column) => each === name && !taken.has(column)))
      .find((column) => column >= 0);
    if (index !== undefined) found.set(role, index);
  }
  return Object.fromEntries(found) as Columns<Role>;
}
