import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { gatewayError } from "./errors.ts";
import { emptyState, type State, stateSchema } from "./state.ts";

/** A pure change of the state, and what to answer once it is saved. */
type Step<T> = (state: State) => { state: State; answer: T };

export interface Store {
  read(): State;
  /** Runs one step at a time; answers after its state is on disk, and keeps the old state if saving fails. */
  update<T>(step: Step<T>): Promise<T>;
  /** Resolves when no step is waiting or being saved. */
  settled(): Promise<void>;
}

/**
 * Opens the state kept in `file`, empty if there is none; without `file` it lives as long as the store.
 * Throws `card-gateway-file-corrupt` if it cannot be read as state.
 */
export async function openStore(file: string | undefined): Promise<Store> {
  let state = file === undefined ? emptyState : await load(file);
  let queue: Promise<unknown> = Promise.resolve();

  const run = async <T>(step: Step<T>): Promise<T> => {
    const next = step(state);
    if (file !== undefined && next.state !== state) await save(file, next.state);
    state = next.state;
    return next.answer;
  };

  return {
    read: () => state,
    update: (step) => {
      const done = queue.then(() => run(step));
      queue = done.catch(() => undefined);
      return done;
    },
    settled: async () => {
      await queue;
    },
  };
}

async function load(file: string): Promise<State> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw gatewayError("card-gateway-file-unreadable", `${file} cannot be read`, "check its permissions", cause);
  });
  if (text === undefined) return emptyState;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (cause) {
    const help = "repair the file, or delete it to begin with no charges";
    throw gatewayError("card-gateway-file-corrupt", `${file} does not hold the card gateway's state`, help, cause);
  }
}

async function save(file: string, state: State): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, JSON.stringify(state, null, 1));
  await rename(temporary, file);
}
