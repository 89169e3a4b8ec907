import { on, Rejected } from "../../../../../functions/runtime/index.ts";
import { PackingRequested } from "../sales/contracts.ts";
import { ParcelPacked } from "./contracts.ts";
import { parcel } from "./domain/parcel.ts";

export default on(PackingRequested, { state: parcel, emits: [ParcelPacked] }, ({ data }, { packed }) => {
  if (packed) return [];
  if (data.kilos > 30) throw new Rejected("too-heavy", "a parcel has 30 kg at most", { help: "order less at once" });
  return new ParcelPacked(data);
});
