const decimal = (value: number): string => String(Math.round(value * 100) / 100);

/** A figure of a batch of one and of a batch of ten, or one figure where they are the same. */
export function bothOf(alone: number, often: number): string {
  const [one, ten] = [decimal(alone), decimal(often)];
  return one === ten ? one : `${one} · ${ten}`;
}
