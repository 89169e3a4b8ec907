import type * as z from "zod";

/** A system's configuration: a schema whose values come from the deployment, checked at start with all faults at once. */
export interface Config<V = unknown> {
  readonly schema: z.ZodType<V>;
  /** Fields that hold the name of a secret parameter, never the secret. */
  readonly secrets: readonly string[];
  /** By recommended field: what is not done while it has no value. */
  readonly unless: Readonly<Partial<Record<string, string>>>;
}

/**
 * Declares the configuration; `secrets` lists the fields whose value is a parameter name that `secret()` resolves. `unless` says of optional
 * fields what is not done without them: a synth warns of it and a local run tells it, and nothing fails.
 */
export const config = <V>(
  schema: z.ZodType<V>,
  { secrets = [], unless }: { secrets?: (keyof V & string)[]; unless?: { [F in keyof V & string]?: string } } = {},
): Config<V> => ({
  schema,
  secrets,
  unless: unless ?? {},
});

/** What is not done for want of a recommended value, by field; an empty value is one. */
export const notDone = (
  { unless }: Config,
  values: Readonly<Record<string, unknown>>,
): [field: string, what: string][] =>
  Object.entries(unless).flatMap(([field, what]) =>
    what === undefined || values[field] !== undefined ? [] : [[field, what]],
  );

export interface Email {
  to: string;
  subject: string;
  text: string;
}

/** What the platform lends to a need. */
export interface Services {
  /** The value of a secret parameter, by its name. */
  secret(name: string): Promise<string>;
  /** Sends one email; SES knows no idempotency key, so a repeated send is a second email. */
  email(message: Email): Promise<void>;
}

/** An outside service that a handler declares: made once per process, by the factory. */
export interface Need<T = unknown> {
  readonly config?: Config;
  readonly uses: readonly ("email" | "secret")[];
  create(values: never, services: Services): T | Promise<T>;
}

/** The services of a handler's `needs`, made. */
export type Made<N> = { readonly [K in keyof N]: N[K] extends Need<infer T> ? Awaited<T> : never };

/** Declares an outside service as a factory over the system's configuration. */
export const need = <V, T>(config: Config<V>, create: (values: V, services: Services) => T | Promise<T>): Need<T> =>
  ({ config, uses: config.secrets.length > 0 ? ["secret"] : [], create }) as Need<T>;

/** The platform's email service as a need. */
export const email: Need<Services["email"]> = { uses: ["email"], create: (_: never, services) => services.email };
