import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchFiles } from "../../local/reload/watch-files.ts";

/** A folder that is watched until the test ends, and what the watch has told. */
function watched() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bugle-watch-")));
  const write = (file: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "");
  };
  write("shop/sell.ts");
  write("node_modules/lib/index.ts");
  const told: string[] = [];
  const stop = watchFiles(
    folder,
    (files) => told.push(...files),
    (error) => told.push(error.message),
  );
  onTestFinished(() => {
    stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const expectTold = async (files: readonly string[]) => {
    await expect.poll(() => [...new Set(told)].sort()).toEqual(files);
    told.length = 0;
  };
  return { folder, write, expectTold };
}

test("a file that editors replace is told each time", async () => {
  const { folder, write, expectTold } = watched();
  for (let n = 0; n < 3; n++) {
    write("shop/sell.tmp");
    renameSync(join(folder, "shop", "sell.tmp"), join(folder, "shop", "sell.ts"));
    await expectTold(["shop/sell.ts"]);
  }
});

test("files of one moment are told together, each once, and other files than sources never", async () => {
  const { write, expectTold } = watched();
  for (const file of ["shop/buy.ts", "shop/sell.ts", "shop/notes.md", "shop/.sell.ts", "node_modules/lib/index.ts"])
    write(file);
  await expectTold(["shop/buy.ts", "shop/sell.ts"]);
});

test("a folder is followed from its making on, and again when it comes back", async () => {
  const { folder, write, expectTold } = watched();
  write("bank/domain/account.ts");
  await expectTold(["bank/domain/account.ts"]);
  write("bank/domain/account.ts");
  await expectTold(["bank/domain/account.ts"]);
  rmSync(join(folder, "bank"), { recursive: true });
  await expectTold(["bank/domain/account.ts"]);
  write("bank/domain/money.ts");
  await expectTold(["bank/domain/money.ts"]);
});
