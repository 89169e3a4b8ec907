/** A route as infrastructure sees it. */
export interface ApiRoute {
  readonly method: string;
  /** With its parameters in braces: `/devices/{deviceId}`. */
  readonly path: string;
  /** The header of the key that its callers show, instead of what every other route asks for. */
  readonly key?: string;
}

export interface KeyedRoute extends ApiRoute {
  readonly key: string;
}

/** A route as a router has it: several entries for one, its operation and its handler. */
export interface RouteEntry {
  readonly method: string;
  readonly path: string;
  readonly handler: unknown;
}

const PARAMETER = /:(\w+)(\{.*?\}(?=\/|\?|$))?\??/g;

/** What in a pattern may stand for a slash. */
const ANYTHING = /[./]|\[\^|\\[SWD]/;

/** A router's path with its parameters in braces, `{rest+}` where one may have several parts. */
export const templateOf = (path: string): string =>
  path.replaceAll(PARAMETER, (_, name: string, pattern = "") => `{${name}${ANYTHING.test(pattern) ? "+" : ""}}`);

export const parametersOf = (path: string): string[] => [...path.matchAll(PARAMETER)].map(([, name = ""]) => name);

const operationOf = (handler: unknown) => (handler as { readonly operation?: { readonly key?: string } }).operation;
const isOperation = (handler: unknown): boolean => operationOf(handler) !== undefined;
const keyOf = (handler: unknown): string | undefined => operationOf(handler)?.key;

/** The routes of an API, each once; none of what is no router. */
export function apiRoutes(api: unknown): ApiRoute[] {
  const { routes = [] } = (api ?? {}) as { readonly routes?: readonly RouteEntry[] };
  const own = Map.groupBy(
    routes.filter(({ method, handler }) => method !== "ALL" || isOperation(handler)),
    ({ method, path }) => `${method} ${templateOf(path)}`,
  );
  return [...own].map(([name, entries]): ApiRoute => {
    const [method = "", path = ""] = name.split(" ");
    const key = entries.map(({ handler }) => keyOf(handler)).find((each) => each !== undefined);
    return { method, path, ...(key !== undefined && { key }) };
  });
}

/** Those whose callers show a key of their own. */
export const keyedRoutes = ({ routes = [] }: { readonly routes?: readonly ApiRoute[] }): KeyedRoute[] =>
  routes.flatMap(({ key, ...route }) => (key === undefined ? [] : { ...route, key }));

const parts = (path: string): string[] => path.split("/");
const nameOf = (part: string): string | undefined => /^\{(\w+)\}$/.exec(part)?.[1];

const isOpen = (part: string): boolean => part === "*" || part.endsWith("+}");
const meet = (a: string, b: string): boolean => a === b || nameOf(a) !== undefined || nameOf(b) !== undefined;

/** Whether some request could be of both: a wildcard may be whatever follows. */
export function overlap(one: ApiRoute, other: ApiRoute): boolean {
  if (one.method !== other.method && one.method !== "ALL" && other.method !== "ALL") return false;
  const [mine, theirs] = [parts(one.path), parts(other.path)];
  const open = [mine, theirs].map((path) => path.findIndex(isOpen)).filter((at) => at >= 0);
  const compared = Math.min(mine.length, theirs.length, ...open);
  if (open.length === 0 && mine.length !== theirs.length) return false;
  return mine.slice(0, compared).every((part, i) => meet(part, theirs[i] ?? ""));
}

/** What stands for the parameters in a path that was called; undefined if it is not of this template, or cannot be decoded. */
export function pathOf(template: string, called: string): Record<string, string> | undefined {
  const [wanted, given] = [parts(template), parts(called)];
  if (wanted.length !== given.length) return undefined;
  if (!wanted.every((part, i) => part === given[i] || nameOf(part) !== undefined)) return undefined;
  try {
    return Object.fromEntries(
      wanted.flatMap((part, i) => {
        const name = nameOf(part);
        return name === undefined ? [] : [[name, decodeURIComponent(given[i] ?? "")]];
      }),
    );
  } catch {
    return undefined;
  }
}
