import { apiError } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { oldestFirst } from "../../paging/list.ts";
import {
  type Collection,
  type CollectionKey,
  collection,
  type Entity,
} from "../../store/collection.ts";

/** An audience: contacts that match conditions. */
export interface Audience extends Entity {
  readonly name: string;
  readonly predicates: readonly unknown[];
  readonly role_predicates: readonly unknown[];
  readonly created_at: number;
  readonly updated_at: number;
}

/** A record that can have audiences. */
interface WithAudiences {
  readonly audience_ids: readonly number[];
}

export const audiences: CollectionKey<Audience> = collection<Audience>("audiences", "number");

/** Removes a deleted audience from records. */
function removeAudience(things: Collection<Entity & Partial<WithAudiences>>, id: number): void {
  for (const { id: own, audience_ids } of things.all()) {
    if (!audience_ids?.includes(id)) continue;
    things.update(own, { audience_ids: audience_ids.filter((one) => one !== id) });
  }
}

const plain = crud("audiences", {
  collection: audiences,
  order: oldestFirst,
  created: (context) => ({ type: "audience", created_at: context.now, updated_at: context.now }),
  changed: (context) => ({ updated_at: context.now }),
  deleted: (context, { id }) => {
    for (const things of context.store.collections()) removeAudience(things, Number(id));
    return undefined;
  },
});

/** Refuses a missing name with Intercom's specific error. */
function checkName(required: boolean): (context: RequestContext) => void {
  return (context) => {
    const { name } = context.body<{ name?: unknown }>();
    if (name === undefined && !required) return;
    if (typeof name === "string" && name.trim() !== "") return;
    const message = name === undefined ? "Name is required" : "Name must not be blank";
    throw apiError(422, "validation_error", message);
  };
}

function withCheck(id: string, check: (context: RequestContext) => void): Handlers {
  const handler = plain[id];
  return typeof handler === "function" ? { [id]: { check, handle: handler } } : {};
}

export const audienceHandlers: Handlers = {
  ...plain,
  ...withCheck("audiences.create", checkName(true)),
  ...withCheck("audiences.update", checkName(false)),
};
