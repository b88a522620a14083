import {
  type Company,
  type Contact,
  type ConversationListItem,
  createClient,
  type DeletedConversationReference,
  type Ticket,
} from "@interkit/core/2.16";
import { type ContactActivity, createClient as createPreview } from "@interkit/core/preview";
import {
  type ChangesPage,
  type ComparedPage,
  compare,
  type PolledPage,
  paginate,
  poll,
  since,
} from "@interkit/pagination";
import { describe, expectTypeOf, test } from "vitest";

const client = createClient({ token: "token" });
const body = { query: { field: "updated_at", operator: ">", value: 0 } } as const;
const state = null;

describe("since", () => {
  test("returns pages of the items of the version", () => {
    const contacts = since(paginate(client, "POST /contacts/search", { body }), { state });
    expectTypeOf(contacts).toEqualTypeOf<AsyncIterable<ChangesPage<Contact>>>();
    const tickets = since(paginate(client, "POST /tickets/search", { body }), { state });
    expectTypeOf(tickets).toEqualTypeOf<AsyncIterable<ChangesPage<Ticket>>>();
    const conversations = since(paginate(client, "POST /conversations/search", { body }), {
      state,
    });
    expectTypeOf(conversations).toEqualTypeOf<AsyncIterable<ChangesPage<ConversationListItem>>>();
  });

  test("takes only what has a filter on the server", () => {
    // @ts-expect-error a list has no filter
    since(paginate(client, "GET /contacts"), { state });
    // @ts-expect-error nor have companies
    since(paginate(client, "GET /companies"), { state });
    // @ts-expect-error nor has a search for words
    since(paginate(client, "GET /articles/search", { query: { phrase: "x" } }), { state });
    const search = paginate(client, "POST /contacts/search", { body });
    // @ts-expect-error ranges have no order
    since(search.inRanges({ by: "created_at" }), { state });
    // @ts-expect-error a state is given, or null
    since(search, {});
    // @ts-expect-error no such option
    since(search, { state, overlap: 1 });
  });
});

describe("compare", () => {
  test("takes every list whose items have an id", () => {
    const companies = compare(paginate(client, "GET /companies"), { state });
    expectTypeOf(companies).toEqualTypeOf<AsyncIterable<ComparedPage<Company>>>();
    compare(paginate(client, "GET /tags"), { state });
    compare(paginate(client, "POST /contacts/search", { body }).inRanges({ by: "created_at" }), {
      state,
    });
    // @ts-expect-error a state is given, or null
    compare(paginate(client, "GET /companies"), {});
  });
});

describe("poll", () => {
  test("takes the feeds of the version", () => {
    const deleted = poll(paginate(client, "GET /conversations/deleted"), { state });
    expectTypeOf(deleted).toEqualTypeOf<AsyncIterable<PolledPage<DeletedConversationReference>>>();
    const preview = createPreview({ token: "token" });
    const activities = poll(paginate(preview, "GET /contacts/activities"), { state });
    expectTypeOf(activities).toEqualTypeOf<AsyncIterable<PolledPage<ContactActivity>>>();
    // @ts-expect-error it has no times
    poll(paginate(preview, "GET /contacts/deleted"), { state });
    // @ts-expect-error no feed
    poll(paginate(client, "GET /contacts"), { state });
  });
});
