import { command, event } from "bugle";
import * as z from "zod";

const name = z.string().min(1).max(100);

export class Greet extends command("Greet", { name }) {}
export class Greeted extends event("Greeted", { name, times: z.int().min(1) }) {}
