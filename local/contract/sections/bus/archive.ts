import { setTimeout as pause } from "node:timers/promises";
import {
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeReplayCommand,
  StartReplayCommand,
} from "@aws-sdk/client-eventbridge";
import type { Case } from "../../case.ts";
import { type Bus, openBus } from "../../made/bus.ts";
import { openQueue, type Queue } from "../../made/queue.ts";
import { patience, settled } from "../../patience.ts";
import type { Place } from "../../place.ts";

const GUIDE = "https://docs.aws.amazon.com/eventbridge/latest/userguide";
/** AWS says that events may take ten minutes to be in their archive. */
const ARCHIVED_MS = 660_000;

async function openArchive(place: Place, bus: Bus): Promise<string> {
  const ArchiveName = place.name("a").slice(0, 48);
  const created = await bus.client.send(new CreateArchiveCommand({ ArchiveName, EventSourceArn: bus.arn }));
  place.undo(() => bus.client.send(new DeleteArchiveCommand({ ArchiveName })));
  return created.ArchiveArn ?? "";
}

async function openRecorded(place: Place): Promise<{ bus: Bus; queue: Queue; archive: string }> {
  const [queue, bus] = await Promise.all([openQueue(place, "replay"), openBus(place, "replay")]);
  await bus.route({ "detail-type": ["Placed"] }, queue);
  return { bus, queue, archive: await openArchive(place, bus) };
}

const archived: Case = {
  id: "bus/archive",
  title: "A bus can have an archive, made by the API, while it goes on to deliver.",
  source: `${GUIDE}/eb-archive.html`,
  instead: "The journal keeps every event; `npx bugle relay sweep` sends them again.",
  run: async (place) => {
    const { bus, queue, archive } = await openRecorded(place);
    if (!archive.includes(":archive/")) return "no archive";
    await bus.put({});
    await queue.next();
    return undefined;
  },
};

const replayed: Case = {
  id: "bus/replay",
  title: "A replay sends the archived events of a time to the bus again, and they name it.",
  source: `${GUIDE}/eb-replay-archived-event.html`,
  instead: "The journal keeps every event; `npx bugle relay sweep` sends them again.",
  run: async (place) => {
    const { bus, queue, archive } = await openRecorded(place);
    const EventStartTime = new Date(Date.now() - 60_000);
    await bus.put({ Detail: '{"n":1}' });
    await queue.remove(await queue.next());
    await pause(2_000);
    await settled(place, ARCHIVED_MS);
    const ReplayName = place.name("r");
    const replay = { ReplayName, EventSourceArn: archive, EventStartTime, EventEndTime: new Date() };
    await bus.client.send(new StartReplayCommand({ ...replay, Destination: { Arn: bus.arn } }));
    const [again] = await queue.collect(1, patience(place, 10_000, 120_000));
    if (!again) return "nothing comes again";
    const event = JSON.parse(again.Body ?? "") as Record<string, unknown>;
    if (event["replay-name"] !== ReplayName) return "the replay is not named";
    const ended = await place.until(
      async () => {
        return (await bus.client.send(new DescribeReplayCommand({ ReplayName }))).State === "COMPLETED";
      },
      patience(place, 10_000, 120_000),
    );
    return ended ? undefined : "the replay does not end";
  },
};

export const archive: readonly Case[] = [archived, replayed];
