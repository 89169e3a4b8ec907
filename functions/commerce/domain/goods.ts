/** The skus in a list with commas, such as "milk, butter"; one named twice counts once, one too long for a sku is none. */
export const skusIn = (goods = ""): string[] => [
  ...new Set(
    goods
      .split(",")
      .map((sku) => sku.trim())
      .filter((sku) => sku.length > 0 && sku.length <= 100),
  ),
];
