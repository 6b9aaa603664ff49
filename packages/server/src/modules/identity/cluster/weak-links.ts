/** Two customers of a cluster, and how sure it is that they are one. */
export interface Link {
  readonly customerId: number;
  readonly otherId: number;
  readonly weight: number;
}

/**
 * The weakest link that a cluster hangs on: without this pair it falls apart. Undefined for two customers, and when no single pair
 * holds it together.
 */
export function weakLinkOf<Pair extends Link>(links: readonly Pair[]): Pair | undefined {
  const people = new Set(links.flatMap(({ customerId, otherId }) => [customerId, otherId]));
  if (people.size < 3) return undefined;
  const parts = countParts(links);
  return links
    .toSorted((a, b) => a.weight - b.weight)
    .find((link) => {
      const rest = links.filter((other) => other !== link);
      const left = new Set(rest.flatMap(({ customerId, otherId }) => [customerId, otherId])).size;
      return countParts(rest) + people.size - left > parts;
    });
}

function countParts(links: readonly Link[]): number {
  const parent = new Map<number, number>();
  const rootOf = (id: number): number => {
    const above = parent.get(id) ?? id;
    return above === id ? id : rootOf(above);
  };
  for (const { customerId, otherId } of links) {
    for (const id of [customerId, otherId]) if (!parent.has(id)) parent.set(id, id);
    parent.set(rootOf(customerId), rootOf(otherId));
  }
  return [...parent.keys()].filter((id) => rootOf(id) === id).length;
}
