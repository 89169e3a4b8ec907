interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly B?: Uint8Array;
}

/** A number takes a byte for each two digits, and one more. */
const valueBytes = ({ S, N, B }: Value): number => {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  return B?.length ?? 0;
};

/** The size of an item of texts, numbers and bytes, as DynamoDB counts it: names and values. */
export const itemBytes = (item: object): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
