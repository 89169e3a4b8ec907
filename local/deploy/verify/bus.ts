import {
  EventBridgeClient,
  ListArchivesCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { paginateListScheduleGroups, SchedulerClient } from "@aws-sdk/client-scheduler";
import { absent, type Fault, type Look, listed, type Made } from "./look.ts";

/** The most that one answer holds. */
const Limit = 100;

export const buses: Look = async (resources, clientOf) => {
  const { EventBuses = [] } = await clientOf(EventBridgeClient).send(new ListEventBusesCommand({ Limit }));
  const there = new Set(EventBuses.map(({ Name }) => Name));
  return absent(resources, ({ id }) => there.has(id));
};

export const archives: Look = async (resources, clientOf) => {
  const { Archives = [] } = await clientOf(EventBridgeClient).send(new ListArchivesCommand({ Limit }));
  const there = new Set(Archives.map(({ ArchiveName }) => ArchiveName));
  return absent(resources, ({ id }) => there.has(id));
};

/** Some endpoints name a rule with its bus, `bus|rule`. */
const ruleName = ({ id }: Made): string => id.split("|").at(-1) ?? id;

async function targetsFault(client: EventBridgeClient, resource: Made, EventBusName: string): Promise<Fault[]> {
  const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: ruleName(resource), EventBusName }));
  const wanted = resource.properties["Targets"];
  const many = Array.isArray(wanted) ? wanted.length : 0;
  return Targets.length === many ? [] : [{ resource, fault: `has ${Targets.length} of its ${many} targets` }];
}

export const rules: Look = async (resources, clientOf, all) => {
  const client = clientOf(EventBridgeClient);
  const busNames = ["default", ...all.filter(({ type }) => type === "AWS::Events::EventBus").map(({ id }) => id)];
  const perBus = await Promise.all(
    busNames.map(async (EventBusName) => {
      const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName, Limit }));
      return Rules.map(({ Name }) => [Name, EventBusName] as const);
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
