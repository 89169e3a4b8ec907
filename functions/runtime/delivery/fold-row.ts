import { Retryable } from "../errors.ts";
import type { Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import type { PlacedEvent } from "./facts.ts";

export function isKnown({ of }: ProjectionDefinition, event: PlacedEvent): boolean {
  const contract = of.from.find(({ type }) => type === event.type);
  return contract !== undefined && event.v <= contract.version;
}

/** An event that the code does not know waits for the newer code: passing over it would be for ever. */
export function assertKnown(definition: ProjectionDefinition, event: PlacedEvent): void {
  if (isKnown(definition, event)) return;
  const reason = `${definition.name} does not know ${event.type} version ${event.v}`;
  throw new Retryable({ after: 10_000, reason });
}

/** Folds one event into a row, that of `total` or of its stream; events without a fold change nothing. */
export function foldRow(definition: ProjectionDefinition, row: unknown, event: PlacedEvent, total = ""): unknown {
  assertKnown(definition, event);
  return definition.folds[event.type]?.(row, event.data as never, { ...event, total }) ?? row;
}

/** The row of a stream with its next event in it. */
export const rowAfter = (definition: ProjectionDefinition, { row }: Row, event: PlacedEvent): Row => ({
  row: foldRow(definition, row, event),
  version: event.version,
  n: event.n,
});
