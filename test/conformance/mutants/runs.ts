import { fileURLToPath } from "node:url";

const VITEST = fileURLToPath(new URL("../../../node_modules/vitest/vitest.mjs", import.meta.url));
const CONFIG = fileURLToPath(new URL("vitest.config.ts", import.meta.url));
const PLANT = new URL("plant.ts", import.meta.url).href;

/** Arguments of Node for cases written by hand, for what no random schedule shows. */
export const directed = (file: string): readonly string[] => [VITEST, "run", file, "--config", CONFIG];

/** Arguments of Node for so many random schedules. */
export const simulated = (world: "bank" | "commerce" | "latest" | "parking", schedules: number): readonly string[] => [
  ...["--import", PLANT],
  ...["test/conformance/main.ts", world, "--count", `${schedules}`],
];
