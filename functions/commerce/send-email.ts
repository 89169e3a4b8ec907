import { email, handle } from "../runtime/index.ts";
import { SendEmail } from "./contracts.ts";

export default handle(SendEmail, { needs: { email } }, async ({ data }, _, { email }) => {
  await email(data);
});
