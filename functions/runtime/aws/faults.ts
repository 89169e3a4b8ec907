/** Names every fault of a value, each with its place; by hand, since a schema library would double the relay's bundle. */
export type Check = (value: unknown, place: string) => string[];

export const whatever: Check = () => [];

export const text: Check = (value, place) => (typeof value === "string" && value !== "" ? [] : [`${place} is no text`]);

export const choice =
  (...words: readonly string[]): Check =>
  (value, place) =>
    words.some((word) => word === value) ? [] : [`${place} is none of ${words.join(", ")}`];

export const optional =
  (check: Check): Check =>
  (value, place) =>
    value === undefined ? [] : check(value, place);

export const list =
  (check: Check): Check =>
  (value, place) =>
    Array.isArray(value) ? value.flatMap((each, i) => check(each, `${place}.${i}`)) : [`${place} is no list`];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Any names, each value checked alike. */
export const dictionary =
  (check: Check): Check =>
  (value, place) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, each]) => check(each, `${place}.${name}`))
      : [`${place} is no object`];

/** These names; others are left alone, since newer infrastructure may tell more. */
export const object =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, place) =>
    isObject(value)
      ? Object.entries(checks).flatMap(([name, check]) => check(value[name], `${place}.${name}`))
      : [`${place} is no object`];
