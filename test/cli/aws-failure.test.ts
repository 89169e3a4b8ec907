import { expect, it } from "vitest";
import { explained } from "../../cli/place/aws-failure.ts";
import { BugleError } from "../../functions/runtime/errors.ts";

const thrown = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

it.each([
  [thrown("Error", "Region is missing"), "no-region", "no AWS region is known: Region is missing"],
  [thrown("CredentialsProviderError", "none"), "no-credentials", "AWS does not know you: none"],
  [thrown("ExpiredTokenException", "old", { $metadata: {} }), "no-credentials", "AWS does not know you: old"],
  [thrown("AccessDeniedException", "not you"), "access-denied", "you lack a permission: not you"],
  [thrown("AggregateError", "", { code: "ECONNREFUSED" }), "unreachable", "AWS cannot be reached: AggregateError"],
  [thrown("ThrottlingException", "slow", { $metadata: {} }), "aws-refused", "AWS refused: ThrottlingException: slow"],
])("says of %s what it means", async (error, code, message) => {
  await expect(explained(() => Promise.reject(error))).rejects.toMatchObject({ code, message, cause: error });
});

it("passes on what is no failure of AWS", async () => {
  const own = new BugleError("not-deployed", "nothing is");
  await expect(explained(() => Promise.reject(own))).rejects.toBe(own);
  const fault = new TypeError("x is undefined");
  await expect(explained(() => Promise.reject(fault))).rejects.toBe(fault);
});
