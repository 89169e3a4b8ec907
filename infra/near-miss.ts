/** How many letters must be put in, left out or replaced to make one text of the other. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, each] of [...other].entries()) {
      const replaced = (above[column] ?? 0) + (letter === each ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above[other.length] ?? 0;
}

/** The known name that this one is a misspelling of: the same but for case, or two letters; one in a name of four or fewer. */
export function nearMiss(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined;
  return known.find((each) => distance(name.toLowerCase(), each.toLowerCase()) <= (each.length > 4 ? 2 : 1));
}
