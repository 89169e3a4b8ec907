type KeyType = "S" | "N";

export interface TableKeys {
  readonly partition: readonly [name: string, type: KeyType];
  readonly sort?: readonly [name: string, type: KeyType];
  /** Attribute with the time to live, epoch seconds. */
  readonly expires?: "expires";
}

/** The key schema of each table, in one place for adapters, infrastructure and tests. */
export const TABLE_KEYS = {
  journal: { partition: ["stream", "S"], sort: ["n", "N"], expires: "expires" },
  snapshots: { partition: ["stream", "S"], sort: ["part", "S"] },
  attempts: { partition: ["id", "S"], expires: "expires" },
  models: { partition: ["id", "S"] },
  keys: { partition: ["id", "S"], expires: "expires" },
  trace: { partition: ["correlationid", "S"], sort: ["place", "S"], expires: "expires" },
} as const satisfies Record<string, TableKeys>;
