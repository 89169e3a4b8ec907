import { email, handle } from "../../../../../functions/runtime/index.ts";
import { RemindReader } from "./contracts.ts";

export default handle(RemindReader, { needs: { email } }, ({ data: { reader, bookId } }, _, { email }) =>
  email({ to: reader, subject: "Your loan ends tomorrow", text: `Bring ${bookId} back.` }).then(() => []),
);
