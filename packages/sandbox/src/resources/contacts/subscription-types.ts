import type { JsonObject } from "../../description/openapi.ts";
import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import { contacts, findContact } from "../../records/contacts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A kind of message that contacts can subscribe to, or unsubscribe from. */
export interface SubscriptionType extends Entity {
  readonly state: "live" | "draft" | "archived";
  readonly consent_type: "opt_out" | "opt_in";
  readonly name: string;
  readonly description: string;
  readonly content_types: readonly ("email" | "sms_message")[];
}

export const subscriptionTypes: CollectionKey<SubscriptionType> = collection<SubscriptionType>(
  "subscriptionTypes",
  "number",
);

/** The response of a subscription type. */
export function subscriptionTypeView(type: SubscriptionType): JsonObject {
  const translation = { name: type.name, description: type.description, locale: "en" };
  return {
    type: "subscription",
    id: type.id,
    state: type.state,
    consent_type: type.consent_type,
    default_translation: translation,
    translations: [translation],
    content_types: type.content_types,
  };
}

/** The subscription type with an id. @throws {ApiError} 404 when there is none. */
function findType(context: RequestContext, id: string | number): SubscriptionType {
  const type = context.collection(subscriptionTypes).get(String(id));
  if (!type) throw notFound();
  return type;
}

function attach(context: RequestContext): JsonObject {
  const contact = findContact(context, context.param("contact_id"));
  const type = findType(context, context.body<{ id: string | number }>().id);
  const subscription_ids = [...new Set([...contact.subscription_ids, type.id])];
  context.collection(contacts).update(contact.id, { subscription_ids, updated_at: context.now });
  return subscriptionTypeView(type);
}

function detach(context: RequestContext): JsonObject {
  const contact = findContact(context, context.param("contact_id"));
  const type = findType(context, context.param("subscription_type_id"));
  if (!contact.subscription_ids.includes(type.id)) throw notFound();
  const subscription_ids = contact.subscription_ids.filter((id) => id !== type.id);
  context.collection(contacts).update(contact.id, { subscription_ids, updated_at: context.now });
  return subscriptionTypeView(type);
}

const byId = { by: ({ id }: SubscriptionType) => Number(id), descending: false };

export const subscriptionTypeHandlers: Handlers = {
  "subscriptionTypes.list": (context) =>
    list(context, context.collection(subscriptionTypes).all(), {
      order: byId,
      view: subscriptionTypeView,
    }),
  "contacts.subscriptions.list": (context) => {
    const { subscription_ids } = findContact(context, context.param("contact_id"));
    const chosen = subscription_ids.map((id) => findType(context, id));
    return list(context, chosen, { order: byId, view: subscriptionTypeView });
  },
  "contacts.subscriptions.attach": attach,
  "contacts.subscriptions.detach": detach,
};
