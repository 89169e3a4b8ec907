import {
  EventBridgeClient,
  ListArchivesCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { paginateListScheduleGroups, SchedulerClient } from "@aws-sdk/client-scheduler";
import { absent, type Fault, type Look, listed, type Made, pagesFrom } from "./look.ts";

/** What asks for a page: the most that one holds, and where it begins. */
interface More {
  readonly Limit: number;
  readonly NextToken?: string;
}

/** All that a list of the bus holds; it has no paginators. */
async function allOf<P extends { readonly NextToken?: string | undefined }, T>(
  ask: (more: More) => Promise<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<T[]> {
  const pages = pagesFrom(
    (NextToken) => ask({ Limit: 100, ...(NextToken !== undefined && { NextToken }) }),
    ({ NextToken }) => NextToken,
  );
  return listed(pages, itemsOf);
}

export const buses: Look = async (resources, clientOf) => {
  const client = clientOf(EventBridgeClient);
  const all = await allOf(
    (more) => client.send(new ListEventBusesCommand(more)),
    ({ EventBuses }) => EventBuses,
  );
  const there = new Set(all.map(({ Name }) => Name));
  return absent(resources, ({ id }) => there.has(id));
};

export const archives: Look = async (resources, clientOf) => {
  const client = clientOf(EventBridgeClient);
  const all = await allOf(
    (more) => client.send(new ListArchivesCommand(more)),
    ({ Archives }) => Archives,
  );
  const there = new Set(all.map(({ ArchiveName }) => ArchiveName));
  return absent(resources, ({ id }) => there.has(id));
};

/** Some endpoints name a rule with its bus, `bus|rule`. */
const ruleName = ({ id }: Made): string => id.split("|").at(-1) ?? id;

async function targetsFault(client: EventBridgeClient, resource: Made, EventBusName: string): Promise<Fault[]> {
  const Rule = ruleName(resource);
  const targets = await allOf(
    (more) => client.send(new ListTargetsByRuleCommand({ Rule, EventBusName, ...more })),
    ({ Targets }) => Targets,
  );
  const wanted = resource.properties["Targets"];
  const many = Array.isArray(wanted) ? wanted.length : 0;
  return targets.length === many ? [] : [{ resource, fault: `has ${targets.length} of its ${many} targets` }];
}

export const rules: Look = async (resources, clientOf, all) => {
  const client = clientOf(EventBridgeClient);
  const busNames = ["default", ...all.filter(({ type }) => type === "AWS::Events::EventBus").map(({ id }) => id)];
  const perBus = await Promise.all(
    busNames.map(async (EventBusName) => {
      const found = await allOf(
        (more) => client.send(new ListRulesCommand({ EventBusName, ...more })),
        ({ Rules }) => Rules,
      );
      return found.map(({ Name }) => [Name, EventBusName] as const);
    }),
  );
  const busOf = new Map(perBus.flat());
  const there = resources.flatMap((each) => {
    const bus = busOf.get(ruleName(each));
    return bus === undefined ? [] : [targetsFault(client, each, bus)];
  });
  return [...absent(resources, (each) => busOf.has(ruleName(each))), ...(await Promise.all(there)).flat()];
};

export const scheduleGroups: Look = async (resources, clientOf) => {
  const pages = paginateListScheduleGroups({ client: clientOf(SchedulerClient) }, {});
  const there = new Set((await listed(pages, ({ ScheduleGroups }) => ScheduleGroups)).map(({ Name }) => Name));
  return absent(resources, ({ id }) => there.has(id));
};
