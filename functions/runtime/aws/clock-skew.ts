import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** The header tells whole seconds, cut off: on average the answer is half a second later. */
const CUT_OFF = 500;
/** A frozen process or a slow network would make the clock look wrong. */
const LONGEST_TRIP = 2_000;

const dateOf = (response: unknown): number => {
  const { headers = {} } = (response ?? {}) as { headers?: Record<string, string> };
  const name = Object.keys(headers).find((key) => key.toLowerCase() === "date");
  return Date.parse(name ? (headers[name] ?? "") : "");
};

const measured = new WeakMap<DynamoDBClient, () => number | undefined>();

/** A clock this far off is measured again with every answer, until it is right. */
const DOUBTFUL = 5_000;

/** Measures, from the first prompt answer, how many milliseconds this clock is ahead of the service's; undefined until then. */
export function measureSkew(client: DynamoDBClient, now: () => number = Date.now): () => number | undefined {
  const known = measured.get(client);
  if (known) return known;
  let skew: number | undefined;
  const answer = () => skew;
  measured.set(client, answer);
  client.middlewareStack.add(
    (next) => async (args) => {
      const sent = now();
      const result = await next(args);
      const answered = now();
      const date = dateOf(result.response);
      if ((skew === undefined || Math.abs(skew) > DOUBTFUL) && answered - sent <= LONGEST_TRIP && !Number.isNaN(date))
        skew = Math.round((sent + answered) / 2 - date - CUT_OFF);
      return result;
    },
    // Nearest to the transport: an answer that is an error has a date too.
    { step: "deserialize", priority: "low" },
  );
  return answer;
}
