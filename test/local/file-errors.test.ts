import { expect, test } from "vitest";
import { explainFileError } from "../../local/setup/failure.mjs";

const failed = (code: string) => Object.assign(new Error(`${code}: it failed, write`), { code, syscall: "write" });

test.each([
  ["ENOSPC", "disk-full", "It: the disk is full."],
  ["EACCES", "not-writable", "It: a file or folder may not be written."],
  ["EROFS", "not-writable", "It: a file or folder may not be written."],
  ["EISDIR", "file-error", "It: EISDIR: it failed, write."],
])("%s becomes %s, in one sentence and with a way out", (error, code, message) => {
  expect(explainFileError("It", failed(error))).toMatchObject({
    code,
    message,
    help: expect.stringContaining("again"),
  });
});

test("an error that is none of the file system is not explained as one", () => {
  expect(explainFileError("It", new Error("EACCES"))).toBeUndefined();
  expect(explainFileError("It", Object.assign(failed("EACCES"), { help: "Do that." }))).toBeUndefined();
});
