import { handle, Rejected } from "../runtime/index.ts";
import { ContactDetailsGiven, RegisterUser, UserRegistered } from "./contracts.ts";
import { user } from "./domain/user.ts";

export default handle(
  RegisterUser,
  { state: user, emits: [ContactDetailsGiven, UserRegistered] },
  ({ data }, { isRegistered }) => {
    if (isRegistered)
      throw new Rejected("user-exists", "there is a user with this id", { help: "choose another userId" });
    return [new ContactDetailsGiven(data), new UserRegistered({ userId: data.userId })];
  },
);
