import { isoTime } from "../../description/iso-time.ts";
import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter, missingParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { sorted } from "../../paging/page-slice.ts";
import { type Contact, contacts, findContact } from "../../records/contacts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** An event of a contact. */
export interface DataEvent extends Entity {
  readonly contact_id: string;
  readonly name: string;
  readonly created_at: number;
  readonly metadata: JsonObject;
}

/** An imported summary of events of one name. */
export interface EventSummary extends Entity {
  readonly contact_id: string;
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

const contact = ({ contact_id }: { readonly contact_id: string }) => [contact_id];
export const events: CollectionKey<DataEvent> = collection<DataEvent>("events", "number", {
  contact,
});
export const summaries: CollectionKey<EventSummary> = collection<EventSummary>(
  "eventSummaries",
  "number",
  { contact },
);

const maxMetadata = 10;
const keptDays = 90;

interface PersonIds {
  readonly id?: string | null;
  readonly user_id?: string | null;
  readonly email?: string | null;
}

/** The contact of an event. Only users are found by email or `user_id`. */
export function contactOf(context: RequestContext, { id, user_id, email }: PersonIds): Contact {
  if (id) return findContact(context, id);
  const all = context.collection(contacts);
  const found = user_id
    ? all.findBy("externalId", user_id)
    : all.findBy("email", email?.toLowerCase() ?? "");
  const user = found.find(({ role }) => role === "user");
  if (!user) throw notFound("User Not Found");
  return user;
}

function create(context: RequestContext): undefined {
  const {
    event_name,
    created_at,
    metadata = {},
    ...names
  } = context.body<PersonIds & { event_name: string; created_at: number; metadata?: JsonObject }>();
  const contact = contactOf(context, names);
  const isKnown = context
    .collection(events)
    .findBy("contact", contact.id)
    .some((event) => event.name === event_name && event.created_at === created_at);
  if (isKnown) return undefined;
  context.collection(events).insert({
    id: context.store.nextId(events),
    contact_id: contact.id,
    name: event_name,
    created_at,
    metadata: Object.fromEntries(Object.entries(metadata).slice(0, maxMetadata)),
  });
  return undefined;
}

function createSummary(context: RequestContext): undefined {
  const { user_id, event_summaries: summary } = context.body<{
    user_id?: string;
    event_summaries?: { event_name?: string; count?: number; first?: number; last?: number };
  }>();
  if (!user_id) throw missingParameter("user_id must be given", "user_id");
  if (!summary?.event_name) throw missingParameter("event_name must be given", "event_summaries");
  const contact = contactOf(context, { user_id });
  context.collection(summaries).insert({
    id: context.store.nextId(summaries),
    contact_id: contact.id,
    name: summary.event_name,
    count: summary.count ?? 1,
    first: summary.first ?? context.now,
    last: summary.last ?? context.now,
  });
  return undefined;
}

/** The contact that the query identifies by exactly one id. */
function contactInQuery(context: RequestContext): Contact {
  const given = context.url.searchParams;
  const [id, user_id, email] = ["intercom_user_id", "user_id", "email"].map((n) => given.get(n));
  const count = [id, user_id, email].filter(Boolean).length;
  if (count === 0) throw missingParameter("user_id, email or intercom_user_id must be given");
  if (count > 1)
    throw invalidParameter("Only one of user_id, email, intercom_user_id can be given");
  if (context.query["type"] !== "user") throw invalidParameter("type must be user", "type");
  return contactOf(context, { id: id ?? null, user_id: user_id ?? null, email: email ?? null });
}

function listEvents(context: RequestContext): JsonObject {
  const contact = contactInQuery(context);
  const all = context.collection(events).findBy("contact", contact.id);
  return context.query["summary"] === true
    ? summaryOf(
        contact,
        summarise(all, context.collection(summaries).findBy("contact", contact.id)),
      )
    : pageOf(context, contact, all);
}

const summaryOf = (contact: Contact, lines: JsonObject[]) => ({
  type: "event.summary",
  email: contact.email ?? "",
  intercom_user_id: contact.id,
  user_id: contact.external_id ?? "",
  events: lines,
});

function pageOf(context: RequestContext, contact: Contact, all: readonly DataEvent[]): JsonObject {
  const oldest = context.now - keptDays * 24 * 3600;
  const order = { by: ({ created_at }: DataEvent) => created_at, descending: true };
  const recent = sorted(all, order).filter(({ created_at }) => created_at >= oldest);
  const [before, since] = [
    position(context, "before", "0"),
    position(context, "since", "Infinity"),
  ];
  const wanted = recent
    .filter((event) => !before || isBefore(event, before))
    .filter((event) => !since || isBefore(since, event));
  const perPage = Number(context.query["per_page"] ?? 50);
  const page = wanted.slice(0, perPage);
  const link = (name: string, event: DataEvent | undefined) => {
    if (!event) return undefined;
    const url = new URL(context.url);
    for (const other of ["before", "since"]) url.searchParams.delete(other);
    url.searchParams.set(name, `${event.created_at}-${event.id}`);
    return url.href;
  };
  const next = wanted.length > perPage ? link("before", page.at(-1)) : undefined;
  return {
    type: "event.list",
    events: page.map(eventView(contact)),
    pages: { next, since: link("since", page[0]) },
  };
}

/** The response of an event. */
export const eventView =
  (contact: Contact) =>
  (event: DataEvent): JsonObject => ({
    type: "event",
    id: contact.external_id ?? undefined,
    event_name: event.name,
    created_at: event.created_at,
    intercom_user_id: contact.id,
    user_id: contact.external_id ?? undefined,
    email: contact.email ?? undefined,
    metadata: event.metadata,
  });

type Position = Pick<DataEvent, "created_at" | "id">;

/** A position in the list: an event, or a time with an id before or after all events of that time. */
function position(context: RequestContext, name: string, anyId: string): Position | undefined {
  const given = context.query[name];
  if (given === undefined) return undefined;
  const [time = "", id = anyId] = String(given).split("-");
  if (!/^\d+$/.test(time)) throw invalidParameter(`${name} must be a Unix timestamp`, name);
  return { created_at: Number(time), id };
}

function isBefore(a: Position, b: Position): boolean {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at;
  return Number(a.id) < Number(b.id);
}

function summarise(all: readonly DataEvent[], imported: readonly EventSummary[]): JsonObject[] {
  const byName = new Map<string, { count: number; first: number; last: number }>();
  const single = all.map(({ name, created_at: at }) => ({ name, count: 1, first: at, last: at }));
  for (const { name, count, first, last } of [...single, ...imported]) {
    const known = byName.get(name) ?? { count: 0, first, last };
    byName.set(name, {
      count: known.count + count,
      first: Math.min(known.first, first),
      last: Math.max(known.last, last),
    });
  }
  return [...byName].map(([name, { count, first, last }]) => ({
    name,
    first: isoTime(first),
    last: isoTime(last),
    count,
  }));
}

export const dataEventHandlers: Handlers = {
  "dataEvents.create": create,
  "dataEvents.list": listEvents,
  "dataEvents.summaries.create": createSummary,
};
