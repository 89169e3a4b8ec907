interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly B?: Uint8Array;
  readonly BOOL?: boolean;
  readonly M?: Readonly<Record<string, Value>>;
  readonly L?: readonly Value[];
}

/** What a map or a list takes besides what is in it, and what each of its entries does. */
const [NESTED, ENTRY] = [3, 1];

/** A number takes a byte for each two digits, and one more. */
function valueBytes({ S, N, B, BOOL, M, L }: Value): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (BOOL !== undefined) return 1;
  if (M) return NESTED + ENTRY * Object.keys(M).length + itemBytes(M);
  if (L) return L.reduce((sum, value) => sum + ENTRY + valueBytes(value), NESTED);
  return B?.length ?? 0;
}

/** The size of an item as DynamoDB counts it: names and values. */
export const itemBytes = (item: object): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
