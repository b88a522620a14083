import { apiError } from "../engine/errors.ts";
import type { Handlers, RequestContext } from "../engine/request-context.ts";
import { crud } from "../handlers/crud.ts";
import { list, newestFirst } from "../paging/list.ts";
import { bicycles, isRented, type Rental, rentals } from "./records.ts";

/** Ends a running rental in one of two states. */
function end(context: RequestContext, state: "ended" | "cancelled"): Rental {
  const rental = context.find(rentals, context.param("rental_id"));
  if (rental.state !== "running") throw apiError(409, "rental_over", "The rental is over");
  return context.collection(rentals).update(rental.id, { state, ended_at: context.now });
}

/** The operations of rentals. */
export const handlers: Handlers = {
  ...crud<Rental>(
    "rentals",
    {
      collection: rentals,
      order: newestFirst,
      created: (context) => {
        const { id } = context.find(bicycles, context.body<{ bicycle_id: string }>().bicycle_id);
        if (isRented(context, id)) throw apiError(409, "bicycle_rented", "The bicycle is rented");
        return { state: "running", created_at: context.now, ended_at: null };
      },
    },
    ["get", "create"],
  ),
  "rentals.list": (context) => {
    const { bicycle_id } = context.query;
    const all = context.collection(rentals).all();
    const found = all.filter((one) => bicycle_id === undefined || one.bicycle_id === bicycle_id);
    return list(context, found, { order: newestFirst, view: (one) => one });
  },
  "rentals.end": (context) => ({ ...end(context, "ended") }),
  "rentals.cancel": (context) => ({ ...end(context, "cancelled") }),
};
