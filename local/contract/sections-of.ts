import type { Case, Section } from "./case.ts";

/** The named sections, in the contract's order; undefined names all. Throws RangeError for a name that is none. */
export function sectionsOf(all: readonly Section[], names: readonly string[] | undefined): readonly Section[] {
  const unknown = names?.find((name) => all.every((section) => section.name !== name));
  if (unknown !== undefined) throw new RangeError(`there is no section ${unknown}`);
  return all.filter(({ name }) => names?.includes(name) ?? true);
}

export const casesOf = (sections: readonly Section[]): readonly Case[] => sections.flatMap(({ cases }) => cases);
