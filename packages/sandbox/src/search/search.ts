import type { JsonObject } from "../description/openapi.ts";
import { isAtLeast, type Version } from "../description/versions.ts";
import type { Call, Handler } from "../engine/call.ts";
import { apiError } from "../engine/errors.ts";
import { list } from "../paging/list.ts";
import type { Order } from "../paging/page.ts";
import type { Collection, Entity } from "../store/collection.ts";
import type { SortValue } from "../store/position.ts";
import type { DateRule, Fields } from "./fields.ts";
import { find } from "./find.ts";
import { parseQuery } from "./parse.ts";

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

/** How timestamps compare in a version. */
export function dateRule(version: Version): DateRule {
  return isAtLeast(version, "Preview") ? "second" : "day";
}

/** Answers a search: filters, sorts and pages. Mistakes in the query have errors of their own. */
export function search<T extends Entity>(options: SearchOptions<T>): Handler {
  const { shows = () => true } = options;
  const parse = (call: Call) =>
    parseQuery(asObject(call.rawBody)["query"], options.fields(call), dateRule(call.version));
  return {
    check: (call) => {
      parse(call);
      readOrder(call, options);
    },
    handle: (call) => {
      const found = find(options.collection(call), parse(call), dateRule(call.version));
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

/** Only some versions declare `sort`; the API takes it in all of them, so the sandbox does too. */
function readOrder<T extends Entity>(call: Call, options: SearchOptions<T>): Order<T> {
  const { sort } = asObject(call.rawBody);
  if (sort === undefined || sort === null) return options.order;
  const { field: name, order = "descending" } = asObject(sort);
  if (order !== "ascending" && order !== "descending") {
    const message = `Invalid sort order '${String(order)}'. Must be one of: ascending, descending`;
    throw apiError(400, "invalid_sort_order", message);
  }
  const descending = order === "descending";
  if (name === undefined) return { ...options.order, descending };
  const field = options.fields(call)(String(name));
  if (!field || field.type === "reference") {
    throw apiError(400, "invalid_field", `${String(name)} is not a valid sort field`);
  }
  return { descending, by: (thing) => field.read(thing) as SortValue };
}

function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}
