import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
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

/** How a subscription type is shown. */
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

/** A choice that a contact has made, or is to make, by the id of the subscription type. */
function findType(call: Call, id: string | number): SubscriptionType {
  const type = call.in(subscriptionTypes).get(String(id));
  if (!type) throw notFound();
  return type;
}

function attach(call: Call): JsonObject {
  const contact = findContact(call, call.param("contact_id"));
  const type = findType(call, call.body<{ id: string | number }>().id);
  const subscription_ids = [...new Set([...contact.subscription_ids, type.id])];
  call.in(contacts).update(contact.id, { subscription_ids, updated_at: call.now });
  return subscriptionTypeView(type);
}

function detach(call: Call): JsonObject {
  const contact = findContact(call, call.param("contact_id"));
  const type = findType(call, call.param("subscription_type_id"));
  if (!contact.subscription_ids.includes(type.id)) throw notFound();
  const subscription_ids = contact.subscription_ids.filter((id) => id !== type.id);
  call.in(contacts).update(contact.id, { subscription_ids, updated_at: call.now });
  return subscriptionTypeView(type);
}

const byId = { by: ({ id }: SubscriptionType) => Number(id), descending: false };

export const subscriptionTypeHandlers: Handlers = {
  "subscriptionTypes.list": (call) =>
    list(call, call.in(subscriptionTypes).all(), { order: byId, view: subscriptionTypeView }),
  "contacts.subscriptions.list": (call) => {
    const { subscription_ids } = findContact(call, call.param("contact_id"));
    const chosen = subscription_ids.map((id) => findType(call, id));
    return list(call, chosen, { order: byId, view: subscriptionTypeView });
  },
  "contacts.subscriptions.attach": attach,
  "contacts.subscriptions.detach": detach,
};
