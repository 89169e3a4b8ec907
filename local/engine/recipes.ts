import { localstack } from "./localstack/recipe.ts";
import { ministack } from "./ministack/recipe.ts";
import type { Product } from "./probe.ts";
import type { Recipe } from "./recipe.ts";

/** How each product is run. */
export const recipes: Readonly<Record<Product, Recipe>> = { MiniStack: ministack, LocalStack: localstack };
