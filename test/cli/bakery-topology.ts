const contract = { version: 1, public: false, docs: "" };
const standard = { type: "standard" };

/** What `bugle topology --json` prints of the bakery. */
export const bakeryTopology = {
  systems: [
    {
      name: "bakery",
      contracts: [
        {
          ...contract,
          kind: "command",
          type: "BakeLoaf",
          from: ["bakery/api", "bakery/baking"],
          to: ["bakery/bake-loaf"],
        },
        { ...contract, kind: "command", type: "OrderLoaf", from: ["bakery/api"], to: ["bakery/order-loaf"] },
        {
          ...contract,
          kind: "event",
          type: "LoafBaked",
          public: true,
          from: ["bakery/bake-loaf"],
          to: ["bakery/baking", "bakery/loaves", "bakery/ring-bell-on-loaf-baked"],
        },
        {
          ...contract,
          kind: "event",
          type: "LoafOrdered",
          from: ["bakery/order-loaf"],
          to: ["bakery/baking", "bakery/loaves"],
        },
      ],
      roads: [
        {
          queue: "bakery/loaf",
          type: "fifo",
          deadLetterQueue: "bakery/loaf-dead-letters",
          kind: "state",
          arrivals: [
            { over: "queue", what: "BakeLoaf" },
            { over: "queue", what: "OrderLoaf" },
          ],
          handlers: ["bakery/bake-loaf", "bakery/order-loaf"],
        },
        {
          ...standard,
          queue: "bakery/baking",
          deadLetterQueue: "bakery/baking-dead-letters",
          kind: "saga",
          filter: { types: ["LoafOrdered", "LoafBaked"] },
          arrivals: [
            { over: "topic", what: "LoafOrdered" },
            { over: "topic", what: "LoafBaked" },
            { over: "reply", what: "Rejection" },
            { over: "timer", what: "bread", within: 5_400_000, by: "scheduler" },
          ],
          handlers: ["bakery/baking"],
        },
        {
          ...standard,
          queue: "bakery/loaves",
          deadLetterQueue: "bakery/loaves-dead-letters",
          kind: "projection",
          filter: { streamKinds: ["bakery/loaf"] },
          arrivals: [{ over: "stream", what: "bakery/loaf" }],
          handlers: ["bakery/loaves"],
        },
        {
          ...standard,
          queue: "bakery/ring-bell-on-loaf-baked",
          deadLetterQueue: "bakery/ring-bell-on-loaf-baked-dead-letters",
          kind: "subscriber",
          filter: { types: ["LoafBaked"] },
          arrivals: [{ over: "topic", what: "LoafBaked" }],
          handlers: ["bakery/ring-bell-on-loaf-baked"],
        },
      ],
    },
  ],
};
