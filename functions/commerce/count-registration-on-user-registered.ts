import { on } from "../runtime/index.ts";
import { UserRegistered } from "./contracts.ts";
import { analytics } from "./needs.ts";

/** A count may miss one, but must hold up nobody: it is not tried again. */
export default on(
  UserRegistered,
  { delivery: "at-most-once", needs: { analytics } },
  async ({ time }, _, { analytics }) => {
    await analytics.count("user-registered", time);
  },
);
