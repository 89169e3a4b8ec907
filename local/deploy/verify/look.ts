import type { LocalAws } from "../local-aws.ts";
import type { Resource } from "./expected.ts";

/** A resource as the endpoint has named it. */
export interface Made extends Resource {
  readonly id: string;
}

/** What is wrong with a resource, as the end of a sentence: `is not there`. */
export interface Fault {
  readonly resource: Resource;
  readonly fault: string;
}

/** The client of a service, made once. */
export type ClientOf = <C extends { destroy(): void }>(Client: new (aws: LocalAws) => C) => C;

/** Asks a service about the resources of one type; never about none. */
export type Look = (resources: readonly Made[], clientOf: ClientOf, all: readonly Made[]) => Promise<Fault[]>;

export const absent = (resources: readonly Made[], isThere: (resource: Made) => boolean): Fault[] =>
  resources.filter((each) => !isThere(each)).map((resource) => ({ resource, fault: "is not there" }));

/** All pages of a list. */
export async function listed<P, T>(
  pages: AsyncIterable<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

/** The pages of a list that goes on where its last page said, one after another. */
export async function* pagesFrom<P>(
  ask: (from: string | undefined) => Promise<P>,
  nextOf: (page: P) => string | undefined,
): AsyncGenerator<P> {
  let from: string | undefined;
  do {
    const page = await ask(from);
    yield page;
    // An empty text ends a list as well.
    from = nextOf(page) || undefined;
  } while (from !== undefined);
}

/** The last part of an ARN or URL. */
export const lastPart = (id = ""): string => id.split(/[:/]/).at(-1) ?? id;
