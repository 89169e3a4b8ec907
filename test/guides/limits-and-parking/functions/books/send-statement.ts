import { email, handle } from "../../../../../functions/runtime/index.ts";
import { SendStatement } from "./contracts.ts";

export default handle(
  SendStatement,
  { needs: { email }, rate: { limit: 14, per: 1_000, burst: 1 } },
  async ({ data: { accountId, to } }, _, { email }) => {
    await email({ to, subject: `Statement of ${accountId}`, text: "It is in your inbox." });
  },
);
