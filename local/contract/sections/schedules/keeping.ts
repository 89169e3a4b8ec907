import {
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { openQueue } from "../../made/queue.ts";
import { refusal } from "../../made/refusal.ts";
import { schedule } from "../../made/schedule.ts";
import { patience } from "../../patience.ts";

const GUIDE = "https://docs.aws.amazon.com/scheduler/latest/UserGuide";
const API = "https://docs.aws.amazon.com/scheduler/latest/APIReference";
const CREATE = `${API}/API_CreateSchedule.html`;

const sameName: Case = {
  id: "schedules/same-name",
  title: "A second schedule of the same name in a group is refused.",
  source: CREATE,
  instead: "Nothing: an endpoint that departs may fire a timer twice, and the second is a duplicate.",
  run: async (place) => {
    const [queue, Name] = [await openQueue(place, "same"), place.name("timer")];
    await schedule(place, queue, { Name });
    return unlessRefused(schedule(place, queue, { Name }), "ConflictException");
  },
};

const missingGroup: Case = {
  id: "schedules/missing-group",
  title: "A schedule in a group that does not exist is refused.",
  source: CREATE,
  instead: "Nothing of Bugle relies on it: its group is deployed with the system.",
  run: async (place) => {
    const queue = await openQueue(place, "groupless");
    return unlessRefused(schedule(place, queue, { GroupName: place.name("none") }), "ResourceNotFoundException");
  },
};

const expressions: Case = {
  id: "schedules/expression",
  title: "A schedule whose expression is none is refused.",
  source: CREATE,
  instead: "Nothing of Bugle relies on it: its expressions are made from dates.",
  run: async (place) => {
    const queue = await openQueue(place, "expression");
    const wrong = ["at(tomorrow)", "at(2030-13-41T00:00:00)", "sometimes"];
    const taken = wrong.map((ScheduleExpression) =>
      unlessRefused(schedule(place, queue, { ScheduleExpression }), "ValidationException"),
    );
    return (await Promise.all(taken)).find((each) => each !== undefined);
  },
};

const zones: Case = {
  id: "schedules/unknown-time-zone",
  title: "A schedule in a time zone that does not exist is refused.",
  source: CREATE,
  instead: "Nothing of Bugle relies on it: its schedules are in UTC.",
  run: async (place) => {
    const queue = await openQueue(place, "zone");
    const ScheduleExpressionTimezone = "Moon/Tranquility";
    return unlessRefused(schedule(place, queue, { ScheduleExpressionTimezone }), "ValidationException");
  },
};

const group: Case = {
  id: "schedules/group-deleted",
  title: "The schedules of a group are deleted with it.",
  source: `${GUIDE}/managing-schedule-group-delete.html`,
  instead: "Nothing: a schedule that stays cannot reach its queue, which is gone with the system.",
  run: async (place) => {
    const client = place.client(SchedulerClient);
    const [queue, GroupName, Name] = [await openQueue(place, "group"), place.name("group"), place.name("timer")];
    const remove = () => client.send(new DeleteScheduleGroupCommand({ Name: GroupName }));
    await client.send(new CreateScheduleGroupCommand({ Name: GroupName }));
    let stands = true;
    place.undo(async () => stands && remove());
    await schedule(place, queue, { GroupName, Name });
    await remove();
    stands = false;
    const isGone = async () => {
      const get = client.send(new GetScheduleCommand({ GroupName, Name }));
      return (await refusal(get, "ResourceNotFoundException")) !== undefined;
    };
    return (await place.until(isGone, patience(place, 5_000, 60_000))) ? undefined : "they stay";
  },
};

export const keeping: readonly Case[] = [sameName, missingGroup, expressions, zones, group];
