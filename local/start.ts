import { join } from "node:path";
import { startCommand } from "./start-command.ts";

process.exit(await startCommand(process.argv.slice(2), join(import.meta.dirname, "..")));
