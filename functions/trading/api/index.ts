import { api } from "../../runtime/edge/index.ts";
import { audit } from "./audit.ts";
import { bars } from "./bars.ts";
import { book } from "./book.ts";
import { instruments } from "./instruments.ts";
import { orders } from "./orders.ts";
import { prices } from "./prices.ts";
import { traders } from "./traders.ts";

export default api(instruments, orders, book, traders, prices, bars, audit);
