import { api } from "../../runtime/edge/index.ts";
import { orders } from "./orders.ts";
import { sales } from "./sales.ts";
import { stock } from "./stock.ts";
import { userOrders } from "./user-orders.ts";
import { users } from "./users.ts";

export default api(orders, stock, users, userOrders, sales);
