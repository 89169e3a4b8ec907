/** An engine, and who runs the handlers: `npm start` itself, or Lambdas inside the engine. The first is what the others are compared with. */
export const PLACES = ["ministack/runner", "ministack/lambda", "localstack/runner", "localstack/lambda"] as const;
export type Place = (typeof PLACES)[number];

/** What `npm start` is given to run there. */
export function argumentsOf(place: Place): string[] {
  const [engine = "", mode] = place.split("/");
  return ["--engine", engine, ...(mode === "lambda" ? ["--lambda"] : [])];
}
