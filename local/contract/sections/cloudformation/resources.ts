import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeArchiveCommand, DescribeEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GetScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import type { Case } from "../../case.ts";
import { ask } from "../../made/call.ts";
import { arnOf, leftOutOf, madeIn, openStack } from "../../made/stack.ts";
import { httpApi as httpApiOf } from "./types-of-functions.ts";

const TYPES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference";
const UNUSED = "Nothing of Bugle relies on it.";
const NOBODY_WATCHES = "Makes no alarms on an endpoint of one's own machine, since nobody watches them there.";

const archive: Case = {
  id: "cloudformation/archive",
  title: "AWS::Events::Archive makes an archive of a bus.",
  source: `${TYPES}/aws-resource-events-archive.html`,
  instead: "Leaves the archive of public events out, and says so.",
  run: async (place) => {
    const BusName = place.name("bus");
    const stack = await openStack(place, "archive", {
      Resources: {
        Bus: { Type: "AWS::Events::EventBus", Properties: { Name: BusName } },
        Archive: { Type: "AWS::Events::Archive", Properties: { SourceArn: arnOf("Bus"), RetentionDays: 1 } },
      },
    });
    const ArchiveName = await madeIn(stack, "AWS::Events::Archive");
    const { EventSourceArn } = await place.client(EventBridgeClient).send(new DescribeArchiveCommand({ ArchiveName }));
    return EventSourceArn?.endsWith(BusName) ? undefined : "it is of another bus";
  },
};

const busPolicy: Case = {
  id: "cloudformation/bus-policy",
  title: "AWS::Events::EventBusPolicy lets others put events on a bus.",
  source: `${TYPES}/aws-resource-events-eventbuspolicy.html`,
  instead: UNUSED,
  run: async (place) => {
    const Name = place.name("bus");
    const Statement = {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "events:PutEvents",
      Resource: arnOf("Bus"),
    };
    const stack = await openStack(place, "bus-policy", {
      Resources: {
        Bus: { Type: "AWS::Events::EventBus", Properties: { Name } },
        Policy: {
          Type: "AWS::Events::EventBusPolicy",
          Properties: { EventBusName: { Ref: "Bus" }, StatementId: "others", Statement },
        },
      },
    });
    await madeIn(stack, "AWS::Events::EventBusPolicy");
    const { Policy } = await place.client(EventBridgeClient).send(new DescribeEventBusCommand({ Name }));
    return Policy?.includes("events:PutEvents") ? undefined : "the bus has no policy";
  },
};

const httpApi: Case = {
  id: "cloudformation/http-api",
  title: "AWS::ApiGatewayV2::Api makes an HTTP API, with its route, integration, authorizer and stage.",
  source: `${TYPES}/aws-resource-apigatewayv2-api.html`,
  instead: "Leaves the HTTP API out, and says so; the runner serves each system's API itself.",
  run: async (place) => {
    const Resources = httpApiOf(place);
    const stack = await openStack(place, "http-api", { Resources });
    const types = Object.values(Resources).map(({ Type }) => Type);
    if ((await leftOutOf(stack, types)).length > 0) return "it is left out without a word";
    const path = `/v2/apis/${await madeIn(stack, "AWS::ApiGatewayV2::Api")}/routes`;
    const { items } = await ask<{ items: unknown[] }>(place, { service: "apigateway", method: "GET", path });
    return items.length === 1 ? undefined : "it has no route";
  },
};

const scheduleGroup: Case = {
  id: "cloudformation/schedule-group",
  title: "AWS::Scheduler::ScheduleGroup makes a schedule group.",
  source: `${TYPES}/aws-resource-scheduler-schedulegroup.html`,
  instead: "Nothing: timers that no queue can delay need it.",
  run: async (place) => {
    const stack = await openStack(place, "group", { Resources: { Group: { Type: "AWS::Scheduler::ScheduleGroup" } } });
    const Name = await madeIn(stack, "AWS::Scheduler::ScheduleGroup");
    const { State } = await place.client(SchedulerClient).send(new GetScheduleGroupCommand({ Name }));
    return State === "ACTIVE" ? undefined : "it is not active";
  },
};

const alarmOf = (AlarmName: string) => ({
  Type: "AWS::CloudWatch::Alarm",
  Properties: {
    AlarmName,
    Namespace: "Bugle",
    MetricName: "Attempts",
    Dimensions: [{ Name: "system", Value: "contract" }],
    Statistic: "Sum",
    Period: 300,
    EvaluationPeriods: 3,
    Threshold: 5,
    ComparisonOperator: "GreaterThanThreshold",
    TreatMissingData: "notBreaching",
  },
});

const alarm: Case = {
  id: "cloudformation/alarm",
  title:
    "AWS::CloudWatch::Alarm makes an alarm with the threshold, periods and treatment of missing data that it says.",
  source: `${TYPES}/aws-resource-cloudwatch-alarm.html`,
  instead: NOBODY_WATCHES,
  run: async (place) => {
    const Name = place.name("alarm");
    await openStack(place, "alarm", { Resources: { Alarm: alarmOf(Name) } });
    const describe = new DescribeAlarmsCommand({ AlarmNames: [Name] });
    const { MetricAlarms: [made] = [] } = await place.client(CloudWatchClient).send(describe);
    if (!made) return "there is none";
    const { Threshold, EvaluationPeriods, TreatMissingData } = made;
    return `${Threshold} ${EvaluationPeriods} ${TreatMissingData}` === "5 3 notBreaching" ? undefined : "it is another";
  },
};

const compositeAlarm: Case = {
  id: "cloudformation/composite-alarm",
  title: "AWS::CloudWatch::CompositeAlarm makes an alarm of alarms.",
  source: `${TYPES}/aws-resource-cloudwatch-compositealarm.html`,
  instead: UNUSED,
  run: async (place) => {
    const [one, all] = [place.name("alarm"), place.name("alarms")];
    const Properties = { AlarmName: all, AlarmRule: `ALARM("${one}")` };
    const Composite = { Type: "AWS::CloudWatch::CompositeAlarm", Properties, DependsOn: "Alarm" };
    await openStack(place, "composite-alarm", { Resources: { Alarm: alarmOf(one), Composite } });
    const describe = new DescribeAlarmsCommand({ AlarmNames: [all], AlarmTypes: ["CompositeAlarm"] });
    const { CompositeAlarms = [] } = await place.client(CloudWatchClient).send(describe);
    return CompositeAlarms.length === 1 ? undefined : "there is none";
  },
};

export const resources: readonly Case[] = [archive, busPolicy, httpApi, scheduleGroup, alarm, compositeAlarm];
