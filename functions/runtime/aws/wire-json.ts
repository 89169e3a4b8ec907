const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** JSON that SQS and SNS accept: they refuse the two code units that no XML may hold. */
export const wireJson = (value: unknown): string => JSON.stringify(value).replace(/[\ufffe\uffff]/g, escaped);

/** JSON in ASCII, for message attributes. */
export const asciiJson = (value: unknown): string => JSON.stringify(value).replace(/[\u007f-\uffff]/g, escaped);
