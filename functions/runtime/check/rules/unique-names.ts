import { listed, type Rule } from "../finding.ts";
import type { Landscape, Placed } from "../landscape.ts";

const fileOf = ({ entry }: Placed) => entry.file;

/** Handlers that share a consumer though they may not: only those of one state that need nothing may. */
function wronglyMerged({ handlers }: Landscape): [string, string[]][] {
  return [...Map.groupBy(handlers, ({ consumer }) => consumer)]
    .filter(
      ([{ handlers, shared }]) => !shared && handlers.length > 1 && handlers.some(({ needs }) => needs.length > 0),
    )
    .map(([{ name }, placed]) => [name, placed.map(fileOf)]);
}

function doubled({ systems, handlers }: Landscape): [string, string[]][] {
  const consumers = systems.flatMap((system) => system.consumers);
  const byConsumer = Map.groupBy(consumers, ({ name }) => name);
  const byHandler = Map.groupBy(handlers, ({ system, entry }) => `${system}/${entry.name}`);
  return [
    ...[...byConsumer].map(([name, same]): [string, string[]] => [
      name,
      same.length > 1 ? same.flatMap((each) => each.handlers.map(({ file }) => file)) : [],
    ]),
    ...[...byHandler].map(([name, same]): [string, string[]] => [name, same.map(fileOf)]),
  ];
}

export const uniqueNames: Rule = (landscape) => {
  const clashes = [...doubled(landscape), ...wronglyMerged(landscape)].filter(([, files]) => files.length > 1);
  const told = new Map(clashes.map(([name, files]) => [`${name}: ${files}`, { name, files }]));
  return [...told.values()].map(({ name, files }) => ({
    file: files.at(-1) ?? "",
    message: `${listed(files)} have one name, ${name}, so they would share queue and stream`,
    cure: "rename one of them; a stateless handler keeps its name for ever, so rename the newer",
  }));
};
