interface Edge<N> {
  readonly from: N;
  readonly to: N;
}

/** The shortest way from a node back to itself. */
function wayBack<N, E extends Edge<N>>(start: N, next: (node: N) => readonly E[]): E[] | undefined {
  const ways = new Map<N, E[]>([[start, []]]);
  const queue = [start];
  for (const node of queue) {
    const way = ways.get(node) ?? [];
    for (const edge of next(node)) {
      if (edge.to === start) return [...way, edge];
      if (ways.has(edge.to)) continue;
      ways.set(edge.to, [...way, edge]);
      queue.push(edge.to);
    }
  }
  return undefined;
}

function reach<N, E extends Edge<N>>(start: N, next: (node: N) => readonly E[]): Set<N> {
  const seen = new Set([start]);
  for (const node of seen) for (const { to } of next(node)) seen.add(to);
  return seen;
}

/** One shortest circle for each group of nodes that lead to one another. */
export function circles<N, E extends Edge<N>>(nodes: readonly N[], next: (node: N) => readonly E[]): E[][] {
  const told = new Set<N>();
  return nodes.flatMap((node) => {
    const circle = told.has(node) ? undefined : wayBack(node, next);
    if (!circle) return [];
    for (const other of reach(node, next)) if (reach(other, next).has(node)) told.add(other);
    return [circle];
  });
}
