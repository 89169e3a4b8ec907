import { handle } from "../../../../../functions/runtime/index.ts";
import { AskRoomPrice, RoomPrice } from "./contracts.ts";
import { hotels } from "./needs.ts";

export default handle(
  AskRoomPrice,
  { needs: { hotels }, replies: RoomPrice },
  async ({ data: { tripId, flight } }, _, { hotels }) => new RoomPrice({ tripId, price: await hotels.price(flight) }),
);
