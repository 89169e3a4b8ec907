import { expect, test } from "vitest";
import { callerKeys } from "../../functions/runtime/index.ts";

test("a key goes in a header of its own, in lower case as API Gateway tells it", () => {
  const check = async () => true;
  expect(callerKeys({ "x-device-key": check }).checks).toEqual({ "x-device-key": check });
  for (const header of ["authorization", "X-Device-Key", "x_key", "", "x:key"])
    expect(() => callerKeys({ [header]: check })).toThrow(
      expect.objectContaining({
        code: "key-header-invalid",
        help: "name a header of your own in lower case, such as x-device-key",
      }),
    );
});
