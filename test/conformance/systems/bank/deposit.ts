import { handle, Retryable, Terminal } from "../../../../functions/runtime/index.ts";
import { account } from "./account.ts";
import { Deposit, Deposited } from "./contracts.ts";

export default handle(
  Deposit,
  { state: account, emits: [Deposited] },
  ({ data: { mood, after, ...data }, time, now }, current) => {
    if (mood === "later" && Date.parse(now) < Date.parse(time) + 20_000) throw new Retryable({ after: 3_000 });
    if (mood === "terminal") throw new Terminal("no-cure", "this can never be done", { help: "do not ask" });
    if (after && !current.deposits.includes(after)) throw new Terminal("too-early", `${after} has not been made`);
    if (mood === "throws") throw new Error("boom");
    if (mood === "nonsense") return { kind: "event", type: "Nonsense", data: 42 } as unknown as Deposited;
    return new Deposited(data);
  },
);
