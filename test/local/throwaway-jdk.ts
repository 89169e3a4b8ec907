import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";

export interface FakeJdk {
  version: string;
  /** Default its compiler, which makes an empty file of each jar. */
  javac?: string | undefined;
}

const jar = `while [ "$1" != --file ]; do shift; done; echo made > "$2"`;

/** A folder, gone when the test ends, for JDKs that only say which they are; none is on the PATH. */
export function throwawayJdks() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bugle-jdk-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  vi.stubEnv("JAVA_HOME", "");
  vi.stubEnv("PATH", "");
  onTestFinished(() => void vi.unstubAllEnvs());

  const script = (path: string, text: string): void => {
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
  };
  const add = (name: string, { version, javac = "" }: FakeJdk): string => {
    const home = join(folder, name);
    mkdirSync(join(home, "bin"), { recursive: true });
    script(join(home, "bin", "java"), `echo "    java.home = ${home}"; echo "    java.version = ${version}"`);
    script(join(home, "bin", "javac"), javac);
    script(join(home, "bin", "jar"), jar);
    return home;
  };
  const addWithoutCompiler = (name: string, version: string): string => {
    const home = add(name, { version });
    rmSync(join(home, "bin", "javac"));
    return home;
  };
  return { folder, add, addWithoutCompiler };
}
