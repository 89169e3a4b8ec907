import type { Run } from "../bench.ts";
import { type Costs, countRecipe } from "../counts/count.ts";
import { RECIPES, type RecipeName } from "../counts/recipes.ts";

export interface CountRow {
  readonly recipe: RecipeName;
  readonly title: string;
  /** With a batch of one, and of ten. */
  readonly alone: Costs;
  readonly often: Costs;
}

/** AWS calls, write units and read units per message: counted, so one run is enough. */
export async function counts({ progress, signal }: Run): Promise<CountRow[]> {
  const rows: CountRow[] = [];
  progress(`counts: ${Object.keys(RECIPES).length} recipes, batches of 1 and 10, first and again`);
  for (const recipe of Object.keys(RECIPES) as RecipeName[]) {
    signal.throwIfAborted();
    const [alone, often] = [await countRecipe(recipe, 1), await countRecipe(recipe, 10)];
    rows.push({ recipe, title: RECIPES[recipe].title, alone, often });
  }
  return rows;
}
