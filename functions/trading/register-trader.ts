import { handle, Rejected } from "../runtime/index.ts";
import { RegisterTrader, TraderRegistered } from "./contracts.ts";
import { account } from "./domain/account.ts";

/** Registered again with the same opening, nothing happens: the first one stands. */
export default handle(RegisterTrader, { state: account, emits: [TraderRegistered] }, ({ data }, { opening }) => {
  const instruments = new Set(data.holdings.map(({ instrumentId }) => instrumentId));
  if (instruments.size < data.holdings.length)
    throw new Rejected("holding-named-twice", "an instrument is named twice", { help: "name each instrument once" });
  if (!opening) return new TraderRegistered(data);
  if (JSON.stringify(opening) === JSON.stringify(data)) return [];
  throw new Rejected("trader-exists", "there is a trader with this id, who opened otherwise", {
    help: "choose another traderId",
  });
});
