import * as z from "zod";
import { cancel, command, document, event, handle, later, on, saga } from "../../functions/runtime/index.ts";
import { given } from "../../functions/runtime/testing/index.ts";

class Opened extends event("Opened", { doorId: z.string() }) {}
class Open extends command("Open", { doorId: z.string() }) {}
class Shut extends command("Shut", { doorId: z.string() }, { expiresAfter: 1_000 }) {}

// What is right compiles.
const closing = on(Opened, { sends: [Shut] }, ({ data }) => [
  later(new Shut(data), { by: 1_000 }, "shut"),
  later(new Shut(data), { at: "2026-01-01T00:00:00Z" }),
  cancel(new Shut(data), "shut"),
  new Shut(data),
]);
handle(Open, { sends: [Shut] }, async ({ data }) => cancel(new Shut(data), "shut"));
given(closing)
  .when(new Opened({ doorId: "1" }))
  .then(later(new Shut({ doorId: "1" }), { by: 1_000 }, "shut"));

// An event happens when it happens.
// @ts-expect-error only commands are sent for later
later(new Opened({ doorId: "1" }), { by: 1_000 });
// @ts-expect-error only commands are cancelled
cancel(new Opened({ doorId: "1" }), "opened");
// A cancellation of nobody knows what.
// @ts-expect-error it needs the command's name
cancel(new Shut({ doorId: "1" }));
// No time at all.
// @ts-expect-error by or at
later(new Shut({ doorId: "1" }), {});
// An undeclared command.
// @ts-expect-error Open is not in sends
on(Opened, { sends: [Shut] }, ({ data }) => later(new Open(data), { by: 1_000 }));
// @ts-expect-error Open is not in sends
handle(Open, { sends: [Shut] }, ({ data }) => [cancel(new Open(data), "open")]);
saga("closing", { key: "doorId", startedBy: [Opened], sends: [Shut], initial: {}, waits: {} })({
  // @ts-expect-error the saga may not send Open
  on: { Opened: (_, data) => ({ send: later(new Open(data), { by: 1_000 }) }) },
  timeout: {},
});
// @ts-expect-error a reply is heard by a saga, which takes it however late
document("Width", {}, { expiresAfter: 1_000 });
