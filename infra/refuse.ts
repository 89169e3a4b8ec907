import { BugleError } from "../functions/runtime/errors.ts";

/** Ends the synth: `where` names the construct, `help` the way out. */
export function refuse(code: string, where: string, fault: string, help: string): never {
  throw new BugleError(code, `${where}: ${fault}`, { help });
}
