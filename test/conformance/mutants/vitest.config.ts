import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { ROOT, toldFault, withFault } from "./fault.ts";

const fault = toldFault();
const path = join(ROOT, fault.file);

export default defineConfig({
  root: ROOT,
  plugins: [
    {
      name: "fault",
      enforce: "pre",
      transform: (text, id) => (id === path ? withFault(fault, text) : undefined),
      // The cache of transformed files tells a file by its text on the disk.
      configureVitest: ({ defineCacheKeyGenerator }) =>
        defineCacheKeyGenerator(({ id }) => (id === path ? false : undefined)),
    },
  ],
});
