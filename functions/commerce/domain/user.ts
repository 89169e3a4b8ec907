import { state } from "../../runtime/index.ts";
import { ContactDetailsGiven, UserRegistered } from "../contracts.ts";

interface User {
  readonly isRegistered: boolean;
  readonly name: string;
  readonly email: string;
}

const initial: User = { isRegistered: false, name: "", email: "" };

export const user = state("user", { key: "userId", from: [ContactDetailsGiven, UserRegistered], initial })({
  ContactDetailsGiven: (current, { name, email }) => ({ ...current, name, email }),
  UserRegistered: (current) => ({ ...current, isRegistered: true }),
});
