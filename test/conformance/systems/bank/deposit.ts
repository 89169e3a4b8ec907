import { handle, Terminal } from "../../../../functions/runtime/index.ts";
import { account } from "./account.ts";
import { Deposit, Deposited } from "./contracts.ts";

export default handle(Deposit, { state: account, emits: [Deposited] }, ({ data: { mood, ...data } }, current) => {
  if (mood === "terminal") throw new Terminal("no-cure", "this can never be done", { help: "do not ask" });
  if (mood === "sealed" && current.moves === 0) throw new Terminal("sealed", "an account opens with a plain deposit");
  if (mood === "throws") throw new Error("boom");
  if (mood === "nonsense") return { kind: "event", type: "Nonsense", data: 42 } as unknown as Deposited;
  return new Deposited(data);
});
