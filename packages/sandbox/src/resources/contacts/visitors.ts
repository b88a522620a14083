import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { type ApiError, invalidParameter, notFound } from "../../engine/errors.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { workspaceId } from "../workspace/workspace.ts";
import type { ContactInput } from "./contact-rules.ts";
import { contactView } from "./contact-view.ts";
import { createContact, updateContact } from "./contacts.ts";

/** Someone who is looking at a website, and has not said who they are. */
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

/** How a visitor is shown. */
function visitorView(visitor: Visitor): JsonObject {
  const { created_at, updated_at } = visitor;
  return {
    ...visitor,
    type: "visitor",
    anonymous: true,
    avatar: { type: "avatar", image_url: null },
    app_id: workspaceId,
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

interface Names {
  readonly id?: string;
  readonly user_id?: string;
  readonly email?: string;
}

const visitorNotFound = (): ApiError => notFound("Visitor Not Found");

function find(call: Call, { id, user_id, email }: Names): Visitor {
  const all = call.in(visitors);
  const [found] =
    id !== undefined
      ? [all.get(id)]
      : user_id !== undefined
        ? all.by("userId", user_id)
        : all.by("email", email?.toLowerCase() ?? "");
  if (!found) throw visitorNotFound();
  return found;
}

function update(call: Call): JsonObject {
  const { name, custom_attributes, ...names } = call.body<Names & Partial<Visitor>>();
  const visitor = find(call, names);
  const changed = call.in(visitors).update(visitor.id, {
    name: name ?? visitor.name,
    custom_attributes: { ...visitor.custom_attributes, ...custom_attributes },
    updated_at: call.now,
  });
  return visitorView(changed);
}

/** The user whom a visitor turns out to be, if there is one. */
function knownUser(call: Call, { id, user_id, email }: Names): Contact | undefined {
  const all = call.in(contacts);
  const found = [
    ...(id === undefined ? [] : [all.get(id)]),
    ...(user_id === undefined ? [] : all.by("externalId", user_id)),
    ...(email === undefined ? [] : all.by("email", email.toLowerCase())),
  ];
  return found.find((contact) => contact?.role === "user");
}

/** Makes a contact of a visitor. What is known of the visitor fills the gaps of a user. */
function convert(call: Call): JsonObject {
  const { type, user, visitor: names } = call.body<{ type: string; user: Names; visitor: Names }>();
  if (type !== "user" && type !== "lead") {
    throw invalidParameter("type must be user or lead", "type");
  }
  const visitor = find(call, names);
  const known = type === "user" ? knownUser(call, user) : undefined;
  const contact = known
    ? updateContact(call, known, {
        name: known.name ?? visitor.name,
        phone: known.phone ?? visitor.phone,
        custom_attributes: { ...visitor.custom_attributes, ...known.custom_attributes },
      })
    : createContact(call, {
        ...knownOf(visitor),
        role: type,
        // The visitor's own id and address give way to those of the user.
        external_id: user.user_id ?? (user.id === undefined ? visitor.user_id : null),
        email: user.email ?? (type === "lead" ? visitor.email : null),
      });
  call.in(visitors).delete(visitor.id);
  return contactView(call, contact);
}

/** What a visitor takes along into a contact that is made of it. */
function knownOf({ name, phone, custom_attributes }: Visitor): ContactInput {
  return { name, phone, custom_attributes };
}

/** The lead that a visitor becomes by writing in. The visitor is named by id or `user_id`. */
export function leadOfVisitor(call: Call, id: string): Contact | undefined {
  const all = call.in(visitors);
  const visitor = all.get(id) ?? all.by("userId", id)[0];
  if (!visitor) return undefined;
  all.delete(visitor.id);
  const { email, user_id } = visitor;
  return createContact(call, { ...knownOf(visitor), role: "lead", email, external_id: user_id });
}

export const visitorHandlers: Handlers = {
  "visitors.get": (call) => visitorView(find(call, { user_id: String(call.query["user_id"]) })),
  "visitors.update": update,
  "visitors.convert": convert,
};
