import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, toldFault, withFault } from "./fault.ts";

const fault = toldFault();
const { href } = pathToFileURL(join(ROOT, fault.file));

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    return url === href ? { ...loaded, source: withFault(fault, String(loaded.source)) } : loaded;
  },
});
