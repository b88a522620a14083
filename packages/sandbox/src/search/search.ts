import type { JsonObject } from "../description/openapi.ts";
import { apiError } from "../engine/errors.ts";
import type { Handler, RequestContext } from "../engine/request-context.ts";
import { list } from "../paging/list.ts";
import type { Order } from "../paging/page-slice.ts";
import type { Collection, Entity } from "../store/collection.ts";
import type { SortValue } from "../store/position.ts";
import { matcher } from "./evaluate.ts";
import type { Fields } from "./facts.ts";
import { findMatching } from "./find-matching.ts";
import { type Filter, parseQuery } from "./parse.ts";

export interface SearchOptions<T extends Entity> {
  /** What is searched, as it is now. */
  readonly collection: (context: RequestContext) => Collection<T>;
  /** Which of them searches show. All of them when left out. */
  readonly isVisible?: (thing: T, context: RequestContext) => boolean;
  readonly fields: (context: RequestContext) => Fields<T>;
  readonly view: (thing: T, context: RequestContext) => unknown;
  readonly order: Order<T>;
  readonly perPage: number;
}

/** Answers a search: filters, sorts and pages. Mistakes in the query have errors of their own. */
export function search<T extends Entity>(options: SearchOptions<T>): Handler {
  const { isVisible = () => true } = options;
  const parse = (context: RequestContext) =>
    parseQuery(asObject(context.rawBody)["query"], options.fields(context));
  return {
    check: (context) => {
      // What ends by itself, such as a snooze, is over before a late search looks at it.
      if (context.store.lag) options.collection(context);
      parse(context);
      readOrder(context, options);
    },
    handle: (context) => {
      const found = findWithLag(context, options.collection(context), parse(context));
      return list(
        context,
        found.filter((thing) => isVisible(thing, context)),
        {
          order: readOrder(context, options),
          view: (thing) => options.view(thing, context),
          perPage: options.perPage,
        },
      );
    },
  };
}

/** What a search finds: of what has changed too lately, that which it was before. */
function findWithLag<T extends Entity>(
  context: RequestContext,
  all: Collection<T>,
  filter: Filter<T>,
): T[] {
  const found = findMatching(all, filter);
  const late = context.store.lag?.previousVersions<T>(all.name);
  if (!late || late.size === 0) return found;
  const matches = matcher(filter);
  const known = [...late].flatMap(([id, before]) => {
    const now = all.get(id);
    return now && before && matches(before) ? [now] : [];
  });
  return [...found.filter(({ id }) => !late.has(id)), ...known];
}

function readOrder<T extends Entity>(context: RequestContext, options: SearchOptions<T>): Order<T> {
  const { sort } = asObject(context.rawBody);
  if (sort === undefined || sort === null) return options.order;
  const { orders, except } = context.search.sort;
  const { field: name, order = "descending" } = asObject(sort);
  if (!orders.includes(String(order))) {
    const message = `Invalid sort order '${String(order)}'. Must be one of: ascending, descending`;
    throw apiError(400, "invalid_sort_order", message);
  }
  const descending = String(order).startsWith("desc");
  if (name === undefined) return { ...options.order, descending };
  const field = options.fields(context)(String(name));
  if (!field || except.includes(String(name))) {
    throw apiError(400, "invalid_field", `${String(name)} is not a valid sort field`);
  }
  return { descending, by: (thing) => field.read(thing) as SortValue };
}

function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}
