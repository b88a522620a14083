import type { JsonObject } from "../description/openapi.ts";
import type { Call, Handler } from "../engine/call.ts";
import { apiError } from "../engine/errors.ts";
import { list } from "../paging/list.ts";
import type { Order } from "../paging/page.ts";
import type { Collection, Entity } from "../store/collection.ts";
import type { SortValue } from "../store/position.ts";
import { matcher } from "./evaluate.ts";
import type { Fields } from "./facts.ts";
import { find } from "./find.ts";
import { type Filter, parseQuery } from "./parse.ts";

export interface SearchOptions<T extends Entity> {
  /** What is searched, as it is now. */
  readonly collection: (call: Call) => Collection<T>;
  /** Which of them searches show. All of them when left out. */
  readonly shows?: (thing: T, call: Call) => boolean;
  readonly fields: (call: Call) => Fields<T>;
  readonly view: (thing: T, call: Call) => unknown;
  readonly order: Order<T>;
  readonly perPage: number;
}

/** Answers a search: filters, sorts and pages. Mistakes in the query have errors of their own. */
export function search<T extends Entity>(options: SearchOptions<T>): Handler {
  const { shows = () => true } = options;
  const parse = (call: Call) => parseQuery(asObject(call.rawBody)["query"], options.fields(call));
  return {
    check: (call) => {
      // What ends by itself, such as a snooze, is over before a late search looks at it.
      if (call.store.lag) options.collection(call);
      parse(call);
      readOrder(call, options);
    },
    handle: (call) => {
      const found = lately(call, options.collection(call), parse(call));
      return list(
        call,
        found.filter((thing) => shows(thing, call)),
        {
          order: readOrder(call, options),
          view: (thing) => options.view(thing, call),
          perPage: options.perPage,
        },
      );
    },
  };
}

/** What a search finds: of what has changed too lately, that which it was before. */
function lately<T extends Entity>(call: Call, all: Collection<T>, filter: Filter<T>): T[] {
  const found = find(all, filter);
  const late = call.store.lag?.in<T>(all.name);
  if (!late || late.size === 0) return found;
  const matches = matcher(filter);
  const known = [...late].flatMap(([id, before]) => {
    const now = all.get(id);
    return now && before && matches(before) ? [now] : [];
  });
  return [...found.filter(({ id }) => !late.has(id)), ...known];
}

function readOrder<T extends Entity>(call: Call, options: SearchOptions<T>): Order<T> {
  const { sort } = asObject(call.rawBody);
  if (sort === undefined || sort === null) return options.order;
  const { orders, except } = call.search.sort;
  const { field: name, order = "descending" } = asObject(sort);
  if (!orders.includes(String(order))) {
    const message = `Invalid sort order '${String(order)}'. Must be one of: ascending, descending`;
    throw apiError(400, "invalid_sort_order", message);
  }
  const descending = String(order).startsWith("desc");
  if (name === undefined) return { ...options.order, descending };
  const field = options.fields(call)(String(name));
  if (!field || except.includes(String(name))) {
    throw apiError(400, "invalid_field", `${String(name)} is not a valid sort field`);
  }
  return { descending, by: (thing) => field.read(thing) as SortValue };
}

function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}
