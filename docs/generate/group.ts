/**
 * Groups things by a key, in the order of their first appearance; those without a key are left out. Node 20 has
 * no `Map.groupBy`.
 */
export function groupBy<T>(
  things: Iterable<T>,
  keyOf: (thing: T) => string | undefined,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return groups;
}
