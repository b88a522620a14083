import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type Contact, contacts, deletedContacts, mergedContacts } from "../../records/contacts.ts";
import { type AppliedTag, tags } from "../../records/tags.ts";
import { contactView } from "../../resources/contacts/contact-view.ts";
import {
  subscriptionTypes,
  subscriptionTypeView,
} from "../../resources/contacts/subscription-types.ts";
import { tagView } from "../../resources/tags/tags.ts";
import { type Changes, differs, without } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";

/** The item of a contact. */
export function contactItem(context: RequestContext, contact: Contact): JsonObject {
  return contactView(context, contact).read() as JsonObject;
}

/** What happened to contacts. */
export function* contactRule(changes: Changes): Generator<Occurrence> {
  for (const { before, after } of changes.of(contacts)) {
    if (before && after) yield* changed(changes, before, after);
    else if (after) yield about(`contact.${after.role}.created`, after);
    else if (before) yield* gone(changes, before);
  }
}

const about = (topic: Topic, contact: Contact): Occurrence => ({
  topic,
  item: (context) => contactItem(context, contact),
});

function* gone(changes: Changes, before: Contact): Generator<Occurrence> {
  const { id } = before;
  const merge = changes.added(mergedContacts).find((merged) => merged.id === id);
  const into = merge && changes.store.collection(contacts).get(merge.into);
  if (into) {
    const merged_from = { type: "contact", id };
    const item = (context: RequestContext) => ({ ...contactItem(context, into), merged_from });
    yield { topic: "contact.merged", item };
  } else if (changes.added(deletedContacts).some((deleted) => deleted.id === id)) {
    const item = () => ({ id, type: "contact", deleted: true });
    yield { topic: "contact.deleted", item };
  }
}

/** Changes that have topics of their own, those of each message, and those that nothing shows. */
const otherwiseNotified: ReadonlySet<string> = new Set<keyof Contact>([
  "tags",
  "company_ids",
  "subscription_ids",
  "archived",
  "blocked",
  "last_contacted_at",
  "last_replied_at",
  "updated_at",
]);

function* changed(changes: Changes, before: Contact, after: Contact): Generator<Occurrence> {
  const { role } = after;
  if (before.role === "lead" && role === "user") yield about("contact.lead.signed_up", after);
  if (before.email !== after.email && after.email !== null) {
    if (role === "lead" && before.email === null) yield about("contact.lead.added_email", after);
    yield about("contact.email.updated", after);
  }
  const names = Object.keys(after).filter((name) => !otherwiseNotified.has(name));
  if (differs(before, after, names as (keyof Contact)[])) {
    yield about(`contact.${role}.updated`, after);
  }
  if (after.archived && !before.archived) yield archived(after);
  if (before.archived && !after.archived) yield about("contact.unarchive", after);
  yield* tagged(changes, before, after);
  yield* subscribed(changes, before, after);
}

function archived({ id, external_id }: Contact): Occurrence {
  return {
    topic: "contact.archived",
    item: () => ({ id, external_id, type: "contact", archived: true }),
  };
}

function* tagged({ now }: Changes, before: Contact, after: Contact): Generator<Occurrence> {
  const has = (all: readonly AppliedTag[], { id }: AppliedTag) => all.some((one) => one.id === id);
  const item = (applied: AppliedTag) => (context: RequestContext) => {
    // A tag that is deleted is taken off first, and has no name any more.
    const tag = context.collection(tags).get(applied.id);
    return {
      type: "contact_tag",
      created_at: now,
      contact: contactItem(context, after),
      tag: tag ? tagView(tag) : { type: "tag", id: applied.id },
      admin: { type: "admin", id: applied.admin_id },
    };
  };
  for (const applied of after.tags.filter((tag) => !has(before.tags, tag))) {
    yield { topic: `contact.${after.role}.tag.created`, item: item(applied) };
  }
  for (const applied of before.tags.filter((tag) => !has(after.tags, tag))) {
    yield { topic: `contact.${after.role}.tag.deleted`, item: item(applied) };
  }
}

function* subscribed(changes: Changes, before: Contact, after: Contact): Generator<Occurrence> {
  const item =
    (type: string, ids: readonly string[] = []) =>
    (context: RequestContext) => ({
      type,
      contact: contactItem(context, after),
      subscription_types: {
        type: "list",
        data: ids.map((id) => subscriptionTypeView(context.find(subscriptionTypes, id))),
      },
      created_at: changes.now,
    });
  if (before.unsubscribed_from_emails !== after.unsubscribed_from_emails) {
    yield after.unsubscribed_from_emails
      ? { topic: "contact.unsubscribed", item: item("contact_unsubscribe") }
      : { topic: "contact.subscribed", item: item("contact_subscribe") };
  }
  // A contact has the types that it opted out of, and those that it opted into.
  const optsOut = (id: string) =>
    changes.store.collection(subscriptionTypes).get(id)?.consent_type === "opt_out";
  const [added, removed] = [
    without(after.subscription_ids, before.subscription_ids),
    without(before.subscription_ids, after.subscription_ids),
  ];
  const chosen = [...added.filter((id) => !optsOut(id)), ...removed.filter(optsOut)];
  const refused = [...added.filter(optsOut), ...removed.filter((id) => !optsOut(id))];
  if (chosen.length > 0) {
    yield { topic: "granular.subscribe", item: item("granular_subscribe", chosen) };
  }
  if (refused.length > 0) {
    yield { topic: "granular.unsubscribe", item: item("granular_unsubscribe", refused) };
  }
}
