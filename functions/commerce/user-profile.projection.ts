import { projection } from "../runtime/index.ts";
import { user } from "./domain/user.ts";

export interface UserProfile {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly registeredAt: string;
}

const initial: UserProfile = { userId: "", name: "", email: "", registeredAt: "" };

export default projection("user-profile", { of: user, initial })({
  ContactDetailsGiven: (row, { userId, name, email }) => ({ ...row, userId, name, email }),
  UserRegistered: (row, _, { time }) => ({ ...row, registeredAt: time }),
});
