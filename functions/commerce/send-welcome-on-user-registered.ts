import { on } from "../runtime/index.ts";
import { SendEmail, UserRegistered } from "./contracts.ts";
import { welcome } from "./domain/letters.ts";
import { user } from "./domain/user.ts";

/** Reads name and address from the user's own stream, since the public fact carries neither. */
export default on(
  UserRegistered,
  { state: user, sends: [SendEmail] },
  (_, { name, email }) => new SendEmail({ to: email, ...welcome(name) }),
);
