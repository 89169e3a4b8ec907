import { handle, Rejected } from "../runtime/index.ts";
import { RemindUser, SendEmail } from "./contracts.ts";
import { reminder } from "./domain/letters.ts";
import { user } from "./domain/user.ts";

export default handle(RemindUser, { state: user, sends: [SendEmail] }, (_, { isRegistered, name, email }) => {
  if (!isRegistered) throw new Rejected("user-not-found", "there is no such user", { help: "register the user first" });
  return new SendEmail({ to: email, ...reminder(name) });
});
