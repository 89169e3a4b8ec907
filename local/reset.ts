import { join } from "node:path";
import { resetCommand } from "./reset-command.ts";

process.exitCode = await resetCommand(process.argv.slice(2), join(import.meta.dirname, ".."));
