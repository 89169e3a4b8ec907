import { handle, Rejected } from "../../../../../functions/runtime/index.ts";
import { PackParcel, ParcelPacked } from "./contracts.ts";
import { MOST_KILOS, parcel } from "./domain/parcel.ts";

export default handle(PackParcel, { state: parcel, emits: [ParcelPacked] }, ({ data }, { packed }) => {
  if (packed) return [];
  if (data.kilos > MOST_KILOS)
    throw new Rejected("too-heavy", "a parcel has 30 kg at most", { help: "order less at once" });
  return new ParcelPacked(data);
});
