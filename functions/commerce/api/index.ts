import { api } from "../../runtime/edge/index.ts";
import { orders } from "./orders.ts";
import { stock } from "./stock.ts";

export default api(orders, stock);
