import { handle } from "../../../../functions/runtime/index.ts";
import { RecordSale, ShowSale } from "./contracts.ts";

export default handle(RecordSale, { sends: [ShowSale] }, ({ data }) => new ShowSale(data));
