import { saga } from "../../../../functions/runtime/index.ts";
import { Credit, Credited, Debit, Debited, TransferRequested } from "./contracts.ts";

interface Transfer {
  phase: "new" | "debiting" | "crediting" | "done" | "refused";
  to: string;
  from: string;
  amount: number;
}

/** The chases are deliberately unguarded: a moot timer that got through would begin an ended transfer again. */
export default saga("move-money", {
  key: "transferId",
  startedBy: [TransferRequested],
  waits: {
    debit: { for: [Debited], within: 1_200_000, while: ({ phase }) => phase === "debiting" },
    credit: { for: [Credited], within: 1_200_000, while: ({ phase }) => phase === "crediting" },
  },
  sends: [Debit, Credit],
  initial: { phase: "new", to: "", from: "", amount: 0 } as Transfer,
  hopLimit: 500,
  eager: true,
})({
  on: {
    TransferRequested: (_, { from, to, amount }, { key }) => ({
      state: { phase: "debiting", from, to, amount },
      send: new Debit({ accountId: from, transferId: key, amount }),
    }),
    // A refused saga too: the chase of a debit may succeed where the first was rejected.
    Debited: (now, _, { key }) => ({
      state: { ...now, phase: "crediting" },
      send: new Credit({ accountId: now.to, transferId: key, amount: now.amount }),
    }),
    Credited: (now) => ({ state: { ...now, phase: "done" } }),
  },
  rejected: { Debit: (now) => (now.phase === "debiting" ? { state: { ...now, phase: "refused" } } : undefined) },
  timeout: {
    debit: (now, _, { key }) => ({
      state: { ...now, phase: "debiting" },
      send: new Debit({ accountId: now.from, transferId: key, amount: now.amount }),
    }),
    credit: (now, _, { key }) => ({
      state: { ...now, phase: "crediting" },
      send: new Credit({ accountId: now.to, transferId: key, amount: now.amount }),
    }),
  },
});
