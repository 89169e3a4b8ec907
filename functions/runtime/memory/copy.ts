/** A copy by way of JSON, so that memory keeps exactly what a table would. */
export const copyOf = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)));
