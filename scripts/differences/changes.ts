import type { Comparison } from "./compare.ts";
import { pathParameters } from "./description.ts";
import {
  type Difference,
  type Direction,
  hasNoEffect,
  type Pair,
  reachablePairs,
} from "./difference.ts";
import { phraseOf } from "./messages.ts";
import { type ChangeClass, compareClasses, higher, policy, type Rule } from "./policy.ts";

/** A difference with its class; one for all operations that share the schema. */
export interface Change {
  readonly class: ChangeClass;
  readonly rule: Rule;
  /** `Contact.owner_id`, or `GET /contacts query per_page`. */
  readonly place: string;
  /** One sentence. */
  readonly message: string;
  readonly reason: string;
  /** What only the base states there, such as `value "open"`. */
  readonly base: readonly string[];
  /** What only the head states there. */
  readonly head: readonly string[];
  /** Whether users send it or the API sends it. */
  readonly directions: readonly Direction[];
  /** The operations that it concerns. */
  readonly routes: readonly string[];
}

/** Returns the changes of a comparison, those of the highest class first. */
export function changesOf({ roots }: Comparison): Change[] {
  const routes = routesOf(roots);
  const folded = new Map<string, Change>();
  for (const pair of reachablePairs(roots)) {
    for (const difference of pair.differences.filter(({ rule }) => !hasNoEffect(rule))) {
      const change = changeOf(pair, difference, [...(routes.get(pair) ?? [])]);
      const key = `${change.place} ${change.message}`;
      const known = folded.get(key);
      folded.set(key, known === undefined ? change : join(known, change));
    }
  }
  return [...folded.values()].sort(compareChanges);
}

type Ordered = Pick<Change, "class" | "place" | "message">;

/** Orders changes: by class, the highest first, then by place. */
export function compareChanges(a: Ordered, b: Ordered): number {
  return (
    compareClasses(a.class, b.class) ||
    compareText(a.place, b.place) ||
    compareText(a.message, b.message)
  );
}

/** The highest class of some changes. */
export function classOf(changes: readonly Pick<Change, "class">[]): ChangeClass {
  return changes.reduce<ChangeClass>((highest, change) => higher(highest, change.class), "none");
}

function changeOf(pair: Pair, difference: Difference, routes: string[]): Change {
  const { rule, direction, path, base, head } = difference;
  const { class: level, reason } = policy[rule][direction === "response" ? "response" : "request"];
  const place = placeName(`${pair.place}${path}`);
  const message = `\`${place}\` ${phraseOf(difference)}.`;
  const directions = direction === "neither" ? [] : [direction];
  return { class: level, rule, place, message, reason, base, head, directions, routes };
}

/** A place with the name of a path parameter in place of its position. */
export function placeName(place: string): string {
  return place.replace(/^(\S+ (\S+) path )#(\d+)/, (whole, before: string, path: string, at) => {
    const name = pathParameters(path)[Number(at) - 1];
    return name === undefined ? whole : before + name;
  });
}

function join(a: Change, b: Change): Change {
  const worse = higher(a.class, b.class) === a.class ? a : b;
  return {
    ...worse,
    directions: [...new Set([...a.directions, ...b.directions])],
    routes: [...new Set([...a.routes, ...b.routes])],
  };
}

/** The operations that lead to each pair. */
function routesOf(roots: readonly Pair[]): Map<Pair, Set<string>> {
  const routes = new Map<Pair, Set<string>>();
  for (const root of roots) {
    if (root.route === undefined) continue;
    for (const pair of reachablePairs([root])) {
      const known = routes.get(pair) ?? new Set();
      routes.set(pair, known.add(root.route));
    }
  }
  return routes;
}

/** Orders texts by their code units, on every machine alike. */
export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
