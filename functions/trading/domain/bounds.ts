/** What every side of trading allows, contracts, edge and loader: `MOST_PRICE` × `MOST_QUANTITY` is still an exact whole number. */
export const MOST_PRICE = 10_000_000_000;
export const MOST_QUANTITY = 900_000;
/** Cash, holdings and volumes: two of them can still be added up. */
export const MOST_HELD = 4_000_000_000_000_000;
