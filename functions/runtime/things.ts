import { BugleError } from "./errors.ts";

/** What is published under a topic filter becomes a POST to the system's own API. */
export interface ThingTopic {
  /** An MQTT topic filter; `+` stands for one level. */
  readonly filter: string;
  /** `:1` stands for what the first `+` stood for. */
  readonly post: string;
}

/** What `things` makes: plain data, for the manifest. */
export interface ThingsDefinition {
  readonly is: "things";
  readonly topics: readonly ThingTopic[];
}

const FILTER = /^(?:[\w-]+|\+)(?:\/(?:[\w-]+|\+)){0,7}$/;
const PATH = /^(?:\/(?:[\w-]+|:[1-8]))+$/;
const PLACE = /:(\d)/g;

const invalid = (topic: string, message: string, help: string) =>
  new BugleError("topic-invalid", `the topic ${topic} ${message}`, { help });

function topicOf(filter: string, post: string): ThingTopic {
  if (!FILTER.test(filter) || filter.length > 256)
    throw invalid(filter, "is no filter of IoT Core", "name up to eight levels of letters, digits, - and _, or +");
  if (!PATH.test(post)) throw invalid(filter, `leads to ${post}`, "name a path such as /devices/:1/readings");
  const levels = filter.split("+").length - 1;
  const beyond = [...post.matchAll(PLACE)].find(([, place]) => Number(place) > levels);
  if (beyond) throw invalid(filter, `has no level for ${beyond[0]}`, "count its + from 1");
  return { filter, post };
}

/**
 * Declares, in a system's things.ts, what devices may publish over MQTT: `things({ "devices/+/readings": { post: "/devices/:1/readings" } })`.
 * In AWS a rule of IoT Core takes each message to the system's API, where `thingOf` names the client that published it. Locally nothing listens
 * to MQTT. Throws `topic-invalid`.
 */
export const things = (topics: Readonly<Record<string, { readonly post: string }>>): ThingsDefinition => ({
  is: "things",
  topics: Object.entries(topics).map(([filter, { post }]) => topicOf(filter, post)),
});

/** Where a message goes that was published under this topic; undefined if none of the filters takes it. */
export function pathOf(topics: readonly ThingTopic[], topic: string): string | undefined {
  const levels = topic.split("/");
  for (const { filter, post } of topics) {
    const wanted = filter.split("/");
    if (wanted.length !== levels.length || !wanted.every((each, i) => each === "+" || each === levels[i])) continue;
    const taken = levels.filter((_, i) => wanted[i] === "+");
    return post.replace(PLACE, (_, place) => encodeURIComponent(taken[Number(place) - 1] ?? ""));
  }
  return undefined;
}
