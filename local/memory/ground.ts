import { allListeners, openApis } from "../runner/apis.ts";
import type { BringUp } from "../runner/ground.ts";
import { startOutsideServices } from "../runner/outside-services.ts";
import { readSystems } from "../runner/read-systems.ts";
import { sayNotDone } from "../runner/say-not-done.ts";
import { step } from "../runner/steps.ts";
import { openMemory } from "./cloud.ts";

const PATIENCE_MS = 3_000;

/** Everything in this process: no engine, nothing deployed, nothing kept. Throws LocalError `check-failed`. */
export const memoryGround: BringUp = async ({ functions, systems, reporter, trouble, closers }) => {
  const outside = await startOutsideServices({ functions, systems });
  closers.add(outside.stop);
  const memory = openMemory({ config: outside.config, log: reporter.log, trouble });
  closers.add(() => memory.stop(PATIENCE_MS));

  const loaded = await step(
    reporter,
    "memory",
    async () => {
      const loaded = await readSystems(functions, systems);
      memory.adopt(loaded);
      return loaded;
    },
    (loaded) => {
      const queues = loaded.manifest.systems.flatMap(({ consumers }) => consumers).length;
      return `${queues} queues in this process${outside.told}; all data is gone when it ends`;
    },
  );
  const { manifest } = loaded;
  sayNotDone(reporter, loaded, (system) => outside.config[system] ?? {});
  let fetch = await openApis({ functions, manifest, trouble }, memory.served());

  return {
    systems: manifest.systems.map(({ name }) => name),
    fetch: (request) => fetch(request),
    trace: memory.trace,
    listeners: allListeners(manifest),
    adopt: async (loaded) => {
      memory.adopt(loaded);
      fetch = await openApis({ functions, manifest: loaded.manifest, trouble }, memory.served());
    },
  };
};
