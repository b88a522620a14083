import { isAtLeast } from "../description/versions.ts";
import { apiError } from "../engine/errors.ts";
import type { Handlers, RequestContext } from "../engine/request-context.ts";
import type { ViewContext } from "../engine/view-context.ts";
import { crud } from "../handlers/crud.ts";
import { list, oldestFirst } from "../paging/list.ts";
import { type Bicycle, bicycles, isRented } from "./records.ts";

type SentPrice = string | { readonly amount: number; readonly currency: string };

/** The price was a text in euros before version 2.0. */
function readPrice(price: SentPrice): Pick<Bicycle, "cents" | "currency"> {
  if (typeof price !== "string") return { cents: price.amount, currency: price.currency };
  return { cents: Math.round(Number(price) * 100), currency: "EUR" };
}

/** The properties that a version does not have are left out when the response is written. */
function view({ version }: ViewContext, { cents, currency, ...bicycle }: Bicycle): object {
  const price = isAtLeast(version, "2.0") ? { amount: cents, currency } : (cents / 100).toFixed(2);
  return { ...bicycle, price };
}

function search(context: RequestContext) {
  const { kind, name_contains: part } = context.body<{ kind?: string; name_contains?: string }>();
  const found = context
    .collection(bicycles)
    .all()
    .filter((one) => kind === undefined || one.kind === kind)
    .filter((one) => part === undefined || one.name?.includes(part));
  return list(context, found, { order: oldestFirst, view: (one) => view(context, one) });
}

const operations = crud<Bicycle>("bicycles", {
  collection: bicycles,
  order: oldestFirst,
  view,
  created: (context) => ({
    ...readPrice(context.body<{ price: SentPrice }>().price),
    created_at: context.now,
  }),
  deleted: (context, { id }) => {
    if (isRented(context, id)) throw apiError(409, "bicycle_rented", "The bicycle is rented");
    return undefined;
  },
});

/** The operations of bicycles. */
export const handlers: Handlers = {
  ...operations,
  "bicycles.list": (context) => {
    const { kind } = context.query;
    const all = context.collection(bicycles).all();
    const found = all.filter((one) => kind === undefined || one.kind === kind);
    return list(context, found, { order: oldestFirst, view: (one) => view(context, one) });
  },
  "bicycles.search": search,
};
