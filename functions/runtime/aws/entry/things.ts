import { BugleError } from "../../errors.ts";
import { pathOf, type ThingTopic } from "../../things.ts";
import { lazily } from "../lazily.ts";
import { jsonLog } from "../log.ts";
import { type ApiEntry, openApi } from "./api.ts";
import { inLambda, type Surroundings } from "./surroundings.ts";

export interface ThingsEntry extends ApiEntry {
  readonly topics: readonly ThingTopic[];
}

/** What the rule selects of a message. */
export interface Published {
  /** The payload, in Base64. */
  readonly body: string;
  readonly topic: string;
  /** The MQTT client that published it; `n/a` for a message that came otherwise. */
  readonly client: string;
  /** The same however often this function is invoked with it. */
  readonly id: string;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const NO_CLIENT = "n/a";

function requestFor({ body, id }: Published): RequestInit {
  const bytes = Buffer.from(body, "base64");
  const packed = bytes.subarray(0, 2).equals(GZIP);
  const headers = { "content-type": "application/json", "idempotency-key": id };
  return { method: "POST", headers: { ...headers, ...(packed && { "content-encoding": "gzip" }) }, body: bytes };
}

function openThings(entry: ThingsEntry, given: Surroundings) {
  const app = openApi(entry, given);
  const log = given.log ?? jsonLog(given.environment.stage);
  return async (published: Published): Promise<void> => {
    const { topic, client, id } = published;
    const begun = Date.now();
    const path = pathOf(entry.topics, topic);
    if (path === undefined)
      throw new BugleError("topic-unknown", `nothing here takes what is published under ${topic}`, {
        help: "deploy code and rules of the same version",
      });
    const thing = client === NO_CLIENT ? {} : { thing: client };
    const { status } = await app.request(path, requestFor(published), thing);
    if (status === 429) {
      const handler = `${entry.system}/things`;
      log({ system: entry.system, handler, id, type: "message", outcome: "dropped", ms: Date.now() - begun });
    }
    if (status < 500) return;
    throw new BugleError("not-taken", `what ${client} published under ${topic} was answered with ${status}`, {
      help: "it is tried twice more, then it lies in the queue of what no API took",
    });
  };
}

/**
 * The Lambda behind the rules of IoT Core: each message becomes a request to the system's own API, in this process.
 * What the API refuses for good is only logged, since nobody is there to be told; for 5xx it throws, so that Lambda tries again.
 * A client that sends too much loses what is too much (429), counted as `Dropped`: tried again, it would cost more and still not be taken.
 */
export function thingsEntry(entry: ThingsEntry, given?: Surroundings): (published: Published) => Promise<void> {
  const open = lazily(() => openThings(entry, given ?? inLambda()));
  return (published) => open()(published);
}
