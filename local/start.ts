import { enableCompileCache } from "node:module";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
// What has been compiled once is only read from then on, by the CDK that this process starts as well.
process.env["NODE_COMPILE_CACHE"] ??= join(root, ".bugle", "compile-cache");
enableCompileCache(process.env["NODE_COMPILE_CACHE"]);

const { startCommand } = await import("./start-command.ts");
process.exit(await startCommand(process.argv.slice(2), root));
