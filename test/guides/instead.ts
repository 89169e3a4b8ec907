import type { Definition } from "../../functions/runtime/manifest.ts";
import type { Loaded } from "../../functions/runtime/testing/index.ts";

/** The same code with another definition under one name, to show what the rightful one is for. */
export const instead = (loaded: Loaded, name: string, definition: { readonly is: string }): Loaded => ({
  ...loaded,
  definitions: new Map([...loaded.definitions, [name, definition as Definition]]),
});
