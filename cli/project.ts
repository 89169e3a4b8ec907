import { join, sep } from "node:path";

const here = import.meta.dirname;

/** Whose systems are meant: the checkout that this file stands in, or, once installed as a package, the folder the command is run in. */
export const project: string = here.includes(`${sep}node_modules${sep}`) ? process.cwd() : join(here, "..");
