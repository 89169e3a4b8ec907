import { things } from "../runtime/index.ts";

/** A device publishes as the client that bears its id, so that it needs no key beside its certificate. */
export default things({ "devices/+/readings": { post: "/devices/:1/readings" } });
