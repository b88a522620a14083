import { pathShape } from "../differences/description.ts";
import { type Pair, reachablePairs } from "../differences/difference.ts";

/** A place in a description, as corrections name it. */
export interface Place {
  /** `"GET /contacts/{}"`: the names of path parameters are not compared. */
  readonly route: string;
  /** `query per_page`, `body application/json .name`, `200 application/json .data[].id` */
  readonly place: string;
}

/** How deep schemas are followed where they are met more than once: deeper levels only repeat. */
const depth = 7;

/** Finds the places of the pairs that differ: a shared schema has one for each use of it. */
export function placesOf(
  roots: readonly Pair[],
  differs: (pair: Pair) => boolean,
): Map<Pair, Place[]> {
  const leads = leadingTo(roots, differs);
  const places = new Map<Pair, Place[]>();
  for (const root of roots) {
    const { route, start } = beginningOf(root);
    const found = new Set<Pair>();
    const add = (pair: Pair, place: string) => {
      found.add(pair);
      const known = places.get(pair) ?? [];
      places.set(pair, known);
      if (!known.some((one) => one.route === route && one.place === place))
        known.push({ route, place });
    };
    const walk = (pair: Pair, place: string, trail: readonly Pair[]) => {
      add(pair, place);
      for (const { to, path } of pair.references) {
        const at = place + withoutAlternatives(path);
        const isDeep = at.slice(start.length).split(/[.[{]/).length > depth + 1;
        if (!isDeep && leads.has(to) && !trail.includes(to)) walk(to, at, [...trail, to]);
      }
    };
    if (!leads.has(root)) continue;
    walk(root, start, [root]);
    // What only stands deeper than that has its shortest place.
    for (const pair of found) {
      for (const { to, path } of pair.references) {
        if (!leads.has(to) || found.has(to)) continue;
        const at = places.get(pair)?.find((one) => one.route === route)?.place ?? start;
        add(to, at + withoutAlternatives(path));
      }
    }
  }
  return places;
}

/** The alternatives of a union stand at the place of the union. */
export function withoutAlternatives(path: string): string {
  return path.replace(/<[^>]*>/g, "");
}

function beginningOf({ route, place, references }: Pair): { route: string; start: string } {
  if (route === undefined)
    return { route: "schemas", start: place || `${references[0]?.to.place} ` };
  const part = place.slice(place.indexOf(route) + route.length + 1).replace(/^DEFAULT/, "default");
  const isBody = /^\S+ \S+\/\S+$/.test(part);
  return { route: pathShape(route), start: isBody ? `${part} ` : part || "operation" };
}

/** The pairs that differ, and all that lead to one. */
function leadingTo(roots: readonly Pair[], differs: (pair: Pair) => boolean): Set<Pair> {
  const all = [...reachablePairs(roots)];
  const users = new Map<Pair, Pair[]>();
  for (const pair of all) {
    for (const { to } of pair.references) {
      const known = users.get(to) ?? [];
      known.push(pair);
      users.set(to, known);
    }
  }
  const leads = new Set(all.filter(differs));
  for (const pair of leads) for (const user of users.get(pair) ?? []) leads.add(user);
  return leads;
}
