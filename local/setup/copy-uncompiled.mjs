// The compiler writes what is TypeScript; what else a package needs is copied beside it.
import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

for (const path of ["local/setup", "local/engine", "local/contract"])
  cpSync(`${root}${path}`, `${root}dist/${path}`, { recursive: true, filter: (from) => !from.endsWith(".ts") });
