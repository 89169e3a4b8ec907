const LONGEST = 40;

/** A column's name as a metric's: small letters, digits and _, a letter first. Empty if nothing is left of it. */
export function metricName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  return (/^\d/.test(plain) ? `m_${plain}` : plain).slice(0, LONGEST);
}
