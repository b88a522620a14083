import type { Collection, Entity } from "../store/collection.ts";
import type { Range } from "../store/sorted-index.ts";
import { matcher, normalize } from "./evaluate.ts";
import { isMoment } from "./fields.ts";
import type { Comparison, Filter } from "./parse.ts";

/** The records that match a filter, unsorted. */
export function findMatching<T extends Entity>(collection: Collection<T>, filter: Filter<T>): T[] {
  const among = candidates(collection, filter)?.read() ?? collection.all();
  return among.filter(matcher(filter));
}

/**
 * A range of records, found by indexes and orders, that contains all matches of a filter. The filter
 * is applied to them afterwards, so indexes can change only the speed of a search.
 */
function candidates<T extends Entity>(
  collection: Collection<T>,
  filter: Filter<T>,
): Range<T> | undefined {
  if ("filters" in filter && filter.operator === "OR") {
    const parts = filter.filters.map((part) => candidates(collection, part));
    return parts.every((part) => part !== undefined) ? union(parts) : undefined;
  }
  const all = "filters" in filter ? filter.filters : [filter];
  const ranges = [
    ...all.map((part) =>
      "filters" in part ? candidates(collection, part) : rangeByKeys(collection, part),
    ),
    ...[...timeWindows(all)].map(([order, [low, high]]) => collection.between(order, low, high)),
  ];
  return ranges
    .filter((one) => one !== undefined)
    .reduce<Range<T> | undefined>((a, b) => (a && a.size <= b.size ? a : b), undefined);
}

/** The records that an index has for the values of a comparison. */
function rangeByKeys<T extends Entity>(
  collection: Collection<T>,
  { field, operator, value }: Comparison<T>,
): Range<T> | undefined {
  const { index } = field;
  if (!index || isMoment(field) || (operator !== "=" && operator !== "IN")) return undefined;
  const keys = [value].flat().map((one) => String(normalize(field, one) ?? ""));
  // Records without a value are in no index.
  if (keys.includes("")) return undefined;
  return union(
    keys.map((key) => ({
      size: collection.count(index, key),
      read: () => collection.findBy(index, key),
    })),
  );
}

type Window = readonly [low: number, high: number];

/** The range of times, by order, that all comparisons of dates allow. */
function timeWindows<T>(filters: readonly Filter<T>[]): Map<string, Window> {
  const found = new Map<string, Window>();
  for (const filter of filters) {
    if ("filters" in filter || !isMoment(filter.field) || !filter.field.index) continue;
    const window = timeWindow(filter);
    if (!window) continue;
    const [low, high] = found.get(filter.field.index) ?? window;
    found.set(filter.field.index, [Math.max(low, window[0]), Math.min(high, window[1])]);
  }
  return found;
}

/** The range of times that a comparison allows, in whole days when by day. It may be too large. */
function timeWindow<T>({ field, operator, value }: Comparison<T>) {
  const at = normalize(field, value as number | null);
  if (typeof at !== "number") return undefined;
  const [start, end] = field.days?.rangeOf(at) ?? [at, at];
  switch (operator) {
    case "=":
      return [start, end] as const;
    case ">":
    case ">=":
      return [start, Number.POSITIVE_INFINITY] as const;
    case "<":
    case "<=":
      return [Number.NEGATIVE_INFINITY, end] as const;
    default:
      return undefined;
  }
}

/** The union of several ranges, without duplicates. */
function union<T>(parts: readonly Range<T>[]): Range<T> {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    read: () => [...new Set(parts.flatMap(({ read }) => read()))],
  };
}
