import { given } from "../../functions/runtime/testing/index.ts";
import { Open, Opened, open, Ring, ring, Shut } from "../runtime/testing/door.ts";

const ask = new Open({ doorId: "1", by: "Ada" });
const opened = new Opened({ doorId: "1", by: "Ada" });

given(open, [opened]).when(ask).thenNothing();
// @ts-expect-error the handler takes another command
given(open).when(new Ring({ doorId: "1" }));
// @ts-expect-error facts are events
given(open, [ask]).when(ask);
// @ts-expect-error messages are expected, not contracts
given(open).when(ask).then(Shut);
// @ts-expect-error the fake answers no number
given(ring).when(new Ring({ doorId: "1" }), { needs: { bell: { ring: async () => "loud" } } });
// @ts-expect-error the handler has no such need
given(ring).when(new Ring({ doorId: "1" }), { needs: { gong: {} } });
/** Awaiting the outcome itself. */
export async function misuse(): Promise<void> {
  // @ts-expect-error it is no promise
  await given(open).when(ask);
}
