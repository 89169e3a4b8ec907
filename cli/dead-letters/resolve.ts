import { resolve } from "../../functions/runtime/aws/operations/resolve.ts";
import { BugleError } from "../../functions/runtime/errors.ts";
import type { Place, PlaceOptions } from "../place/open.ts";
import { inPlace } from "../place.ts";
import { type Found, findLetter, noSuchLetter } from "./find.ts";

export interface ResolveOptions extends PlaceOptions {
  readonly because: string;
  readonly json?: true;
}

/** Who would have answered the letter; throws `nobodys-letter` for one that no handler of this checkout takes. */
function receiverOf({ deployed, loaded }: Place, { box }: Found) {
  const consumer = loaded.manifest.systems.flatMap(({ consumers }) => consumers).find(({ name }) => name === box.name);
  const system = deployed.systems.find(({ name }) => name === consumer?.system);
  if (!consumer || !system)
    throw new BugleError("nobodys-letter", `nobody here answers letters of ${box.name}`, {
      help: "redrive it instead, or run this in the checkout that is deployed",
    });
  const definitions = consumer.handlers.flatMap(
    ({ name }) => loaded.definitions.get(`${consumer.system}/${name}`) ?? [],
  );
  return { consumer, definitions, environment: system.environment };
}

const SAYS = {
  rejected: "was answered with no; whoever sent it is told",
  duplicate: "had been answered before; that answer stands, and the letter is gone",
};

export async function resolveLetter(id: string, { because, json, ...options }: ResolveOptions): Promise<void> {
  await inPlace(options, async (place) => {
    const found = await findLetter(place, id);
    const { dynamodb, sqs } = place.looking;
    const outcome = await resolve(found.box, id, { dynamodb, sqs, because, ...receiverOf(place, found) });
    if (!outcome) throw noSuchLetter(id);
    const text = `${place.title}\n\n${id} of ${found.box.name} ${SAYS[outcome]}`;
    const told = { place: place.title, box: found.box.name, id, outcome };
    process.stdout.write(`${json ? JSON.stringify(told, null, 2) : text}\n`);
  });
}
