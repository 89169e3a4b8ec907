import { DeleteQueueCommand } from "@aws-sdk/client-sqs";
import type { Case } from "../../case.ts";
import { openBus } from "../../made/bus.ts";
import { letServicesSend, openQueue } from "../../made/queue.ts";
import { patience } from "../../patience.ts";
import { QUEUE_DELETED } from "../queue-deleted.ts";

const GUIDE = "https://docs.aws.amazon.com/eventbridge/latest/userguide";
const PLACED = { "detail-type": ["Placed"] };

const whole: Case = {
  id: "bus/event",
  title: "A rule matches the detail type, and its target gets the event: who, what, when, where and the detail.",
  source: `${GUIDE}/eb-events-structure.html`,
  instead: "Nothing: public events come to other systems by such a rule.",
  run: async (place) => {
    const [queue, bus] = await Promise.all([openQueue(place, "event"), openBus(place, "event")]);
    await bus.route(PLACED, queue);
    await bus.put({ DetailType: "Paid" }, { Detail: '{"order":{"n":1.5,"text":"<é>"}}' });
    const { Body = "" } = await queue.next();
    const { id, time, region, ...event } = JSON.parse(Body) as Record<string, unknown>;
    if (![id, time, region].every((value) => typeof value === "string" && value !== "")) return "fields are lost";
    const { account } = place;
    const expected = { version: "0", account, source: "bugle.contract", "detail-type": "Placed", resources: [] };
    const fields = Object.entries(expected).every(([name, value]) => `${event[name]}` === `${value}`);
    if (!fields) return "fields are lost";
    return JSON.stringify(event["detail"]) === '{"order":{"n":1.5,"text":"<é>"}}' ? undefined : "the detail is another";
  },
};

const ofDetail: Case = {
  id: "bus/input-path",
  title: "A target with the input path `$.detail` gets the detail alone.",
  source: `${GUIDE}/eb-transform-target-input.html`,
  instead: "Nothing: public events come to other systems so.",
  run: async (place) => {
    const [queue, bus] = await Promise.all([openQueue(place, "path"), openBus(place, "path")]);
    await bus.route(PLACED, queue, { InputPath: "$.detail" });
    await bus.put({ Detail: '{"order":{"n":1.5,"text":"<é>"}}' });
    const { Body = "" } = await queue.next();
    return JSON.stringify(JSON.parse(Body)) === '{"order":{"n":1.5,"text":"<é>"}}'
      ? undefined
      : "the detail is another";
  },
};

const timed: Case = {
  id: "bus/time",
  title: "An event has the time of its entry.",
  source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html",
  instead: "Nothing of Bugle relies on it: an event's time is in its envelope.",
  run: async (place) => {
    const [queue, bus] = await Promise.all([openQueue(place, "time"), openBus(place, "time")]);
    await bus.route(PLACED, queue, { InputPath: "$.time" });
    await bus.put({ Time: new Date("2026-01-02T03:04:05Z") });
    return (await queue.next()).Body === '"2026-01-02T03:04:05Z"' ? undefined : "another time";
  },
};

const deadLettered: Case = {
  id: "bus/dead-letter",
  title: "An event for a queue that is gone goes to the dead-letter queue of the target.",
  source: `${GUIDE}/eb-rule-dlq.html`,
  instead: QUEUE_DELETED,
  run: async (place) => {
    const [gone, dead, bus] = await Promise.all([
      openQueue(place, "gone"),
      openQueue(place, "dead"),
      openBus(place, "dead"),
    ]);
    await letServicesSend(place, dead);
    await bus.route(PLACED, gone, {
      DeadLetterConfig: { Arn: dead.arn },
      RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
    });
    await gone.client.send(new DeleteQueueCommand({ QueueUrl: gone.url }));
    const isDead = async () => {
      await bus.put({});
      return (await dead.receive()).length > 0;
    };
    return (await place.until(isDead, patience(place, 10_000, 90_000))) ? undefined : "lost";
  },
};

export const delivery: readonly Case[] = [whole, ofDetail, timed, deadLettered];
