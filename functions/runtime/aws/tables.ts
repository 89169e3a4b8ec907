type KeyType = "S" | "N";

export interface IndexKeys {
  readonly name: string;
  readonly partition: readonly [name: string, type: KeyType];
  readonly sort: readonly [name: string, type: KeyType];
}

export interface TableKeys {
  readonly partition: readonly [name: string, type: KeyType];
  readonly sort?: readonly [name: string, type: KeyType];
  /** Attribute with the time to live, epoch seconds. */
  readonly expires?: "expires";
  /** A sparse index that holds keys alone: an item without its attributes is not in it and pays nothing. */
  readonly index?: IndexKeys;
}

/** The key schema of each table, in one place for adapters, infrastructure and tests. */
export const TABLE_KEYS = {
  journal: { partition: ["stream", "S"], sort: ["n", "N"], expires: "expires" },
  snapshots: { partition: ["stream", "S"], sort: ["part", "S"], expires: "expires" },
  attempts: { partition: ["id", "S"], expires: "expires" },
  models: {
    partition: ["id", "S"],
    expires: "expires",
    index: { name: "lists", partition: ["list", "S"], sort: ["place", "S"] },
  },
  keys: { partition: ["id", "S"], expires: "expires" },
  trace: { partition: ["correlationid", "S"], sort: ["place", "S"], expires: "expires" },
} as const satisfies Record<string, TableKeys>;
