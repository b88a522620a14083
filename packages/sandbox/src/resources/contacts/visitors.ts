import type { JsonObject } from "../../description/openapi.ts";
import type { RecordView } from "../../description/record-view.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { checkCustomAttributes } from "../data/data-attributes.ts";
import type { ContactInput } from "./contact-rules.ts";
import { contactView } from "./contact-view.ts";
import { createContact, updateContact } from "./contacts.ts";

/** An anonymous visitor of a website. */
export interface Visitor extends Entity {
  readonly user_id: string;
  readonly email: string;
  readonly phone: string | null;
  readonly name: string | null;
  readonly pseudonym: string;
  readonly custom_attributes: JsonObject;
  readonly created_at: number;
  readonly updated_at: number;
}

export const visitors: CollectionKey<Visitor> = collection<Visitor>("visitors", "hex", {
  userId: ({ user_id }) => [user_id],
  email: ({ email }) => [email.toLowerCase()],
});

export const blankVisitor = (id: string, now: number): Omit<Visitor, "id"> => ({
  user_id: `visitor-${id}`,
  email: "visitor@example.com",
  phone: null,
  name: null,
  pseudonym: "Violet Kite",
  custom_attributes: {},
  created_at: now,
  updated_at: now,
});

/** The response of a visitor. */
export function visitorView(context: RequestContext, visitor: Visitor): JsonObject {
  const { created_at, updated_at } = visitor;
  return {
    ...visitor,
    type: "visitor",
    anonymous: true,
    avatar: { type: "avatar", image_url: null },
    app_id: context.workspace.id,
    companies: { type: "company.list", companies: [] },
    location_data: { type: "location_data" },
    last_request_at: updated_at,
    las_request_at: updated_at,
    remote_created_at: created_at,
    signed_up_at: created_at,
    session_count: 1,
    social_profiles: { type: "social_profile.list", social_profiles: [] },
    owner_id: null,
    unsubscribed_from_emails: false,
    marked_email_as_spam: false,
    has_hard_bounced: false,
    tags: { type: "tag.list", tags: [] },
    segments: { type: "segment.list", segments: [] },
    referrer: null,
    utm_campaign: null,
    utm_content: null,
    utm_medium: null,
    utm_source: null,
    utm_term: null,
    do_not_track: null,
  };
}

interface PersonIds {
  readonly id?: string;
  readonly user_id?: string;
  readonly email?: string;
}

function find(context: RequestContext, { id, user_id, email }: PersonIds): Visitor {
  const all = context.collection(visitors);
  const [found] =
    id !== undefined
      ? [all.get(id)]
      : user_id !== undefined
        ? all.findBy("userId", user_id)
        : all.findBy("email", email?.toLowerCase() ?? "");
  if (!found) throw notFound();
  return found;
}

function update(context: RequestContext): JsonObject {
  const { name, custom_attributes, ...names } = context.body<PersonIds & Partial<Visitor>>();
  const visitor = find(context, names);
  checkCustomAttributes(context, "contact", { ...custom_attributes });
  const changed = context.collection(visitors).update(visitor.id, {
    name: name ?? visitor.name,
    custom_attributes: { ...visitor.custom_attributes, ...custom_attributes },
    updated_at: context.now,
  });
  return visitorView(context, changed);
}

/** The existing user that a visitor is converted into, if there is one. */
function knownUser(
  context: RequestContext,
  { id, user_id, email }: PersonIds,
): Contact | undefined {
  const all = context.collection(contacts);
  const found = [
    ...(id === undefined ? [] : [all.get(id)]),
    ...(user_id === undefined ? [] : all.findBy("externalId", user_id)),
    ...(email === undefined ? [] : all.findBy("email", email.toLowerCase())),
  ];
  return found.find((contact) => contact?.role === "user");
}

/** Converts a visitor into a contact. A user takes values that it lacks from the visitor. */
function convert(context: RequestContext): RecordView {
  const {
    type,
    user,
    visitor: names,
  } = context.body<{ type: string; user: PersonIds; visitor: PersonIds }>();
  if (type !== "user" && type !== "lead") {
    throw invalidParameter("type must be user or lead", "type");
  }
  const visitor = find(context, names);
  const known = type === "user" ? knownUser(context, user) : undefined;
  const contact = known
    ? updateContact(context, known, {
        name: known.name ?? visitor.name,
        phone: known.phone ?? visitor.phone,
        custom_attributes: { ...visitor.custom_attributes, ...known.custom_attributes },
      })
    : createContact(context, {
        ...contactFields(visitor),
        role: type,
        // The id and the email of the user take precedence over those of the visitor.
        external_id: user.user_id ?? (user.id === undefined ? visitor.user_id : null),
        email: user.email ?? (type === "lead" ? visitor.email : null),
      });
  context.collection(visitors).delete(visitor.id);
  return contactView(context, contact);
}

/** The properties that a visitor's new contact takes from it. */
function contactFields({ name, phone, custom_attributes }: Visitor): ContactInput {
  return { name, phone, custom_attributes };
}

/** Converts a visitor, found by id or `user_id`, who starts a conversation into a lead. */
export function convertToLead(context: RequestContext, id: string): Contact | undefined {
  const all = context.collection(visitors);
  const visitor = all.get(id) ?? all.findBy("userId", id)[0];
  if (!visitor) return undefined;
  all.delete(visitor.id);
  const { email, user_id } = visitor;
  return createContact(context, {
    ...contactFields(visitor),
    role: "lead",
    email,
    external_id: user_id,
  });
}

export const visitorHandlers: Handlers = {
  "visitors.get": (context) =>
    visitorView(context, find(context, { user_id: String(context.query["user_id"]) })),
  "visitors.update": update,
  "visitors.convert": convert,
};
