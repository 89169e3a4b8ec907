export const isPascalCase = (name: string): boolean => /^[A-Z][A-Za-z\d]*$/.test(name) && /[a-z]/.test(name);

/** The words of a PascalCase name: `SMSSent` is SMS and Sent. */
export const wordsOf = (name: string): string[] => name.match(/[A-Z]+(?![a-z])\d*|[A-Z][a-z\d]*/g) ?? [];

/** `OrderCancelled` as a file would spell it: order-cancelled. */
export const kebabOf = (name: string): string => wordsOf(name).join("-").toLowerCase();
