import { Retryable } from "../errors.ts";
import type { ProjectionDefinition } from "../projection.ts";
import type { PlacedEvent } from "./facts.ts";

/** An event that the code does not know waits for the newer code: passing over it would be for ever. */
export function assertKnown({ of, name }: ProjectionDefinition, event: PlacedEvent): void {
  const contract = of.from.find(({ type }) => type === event.type);
  if (!contract || event.v > contract.version)
    throw new Retryable({ after: 10_000, reason: `${name} does not know ${event.type} version ${event.v}` });
}

/** Folds one event into a row; events without a fold change nothing. */
export function foldRow(definition: ProjectionDefinition, row: unknown, event: PlacedEvent): unknown {
  assertKnown(definition, event);
  return definition.folds[event.type]?.(row, event.data as never, event) ?? row;
}
