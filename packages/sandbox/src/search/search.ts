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
  /** The collection to search, with due changes such as ended snoozes applied. */
  readonly collection: (context: RequestContext) => Collection<T>;
  /** Whether searches return a record. All when left out. */
  readonly isVisible?: (thing: T, context: RequestContext) => boolean;
  readonly fields: (context: RequestContext) => Fields<T>;
  readonly view: (thing: T, context: RequestContext) => unknown;
  readonly order: Order<T>;
  readonly perPage: number;
}

/** Creates the handler of a search, which filters, sorts and pages. */
export function search<T extends Entity>(options: SearchOptions<T>): Handler {
  const { isVisible = () => true } = options;
  const parse = (context: RequestContext) =>
    parseQuery(asObject(context.rawBody)["query"], options.fields(context));
  return {
    check: (context) => {
      // Due changes, such as the end of a snooze, happened before a delayed search.
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

/** Finds records; a record with a recent change matches by its previous version. */
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
