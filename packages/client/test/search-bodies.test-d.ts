import { query } from "@interkit/client";
import type { ConversationSearchFilter, Intercom as Older } from "@interkit/client/2.11";
import { type Intercom, query as query16 } from "@interkit/client/2.16";
import { expectTypeOf, test } from "vitest";

declare const intercom: Intercom;
declare const older: Older;

test("conversations are searched by their fields", () => {
  const { and, or, eq, gte, contains, in: oneOf } = query16.conversations;
  intercom.conversations.search({ query: eq("state", "open") });
  intercom.conversations.search({
    query: and(
      gte("updated_at", new Date()),
      eq("admin_assignee_id", 5),
      oneOf("state", ["open", "snoozed"]),
      or(contains("source.body", "refund"), eq("custom_attributes.plan", "pro")),
    ),
  });
  // @ts-expect-error there is no such field
  eq("statee", "open");
  // @ts-expect-error there is no such state
  eq("state", "opn");
  // @ts-expect-error a state is no number
  eq("state", 1);
  // @ts-expect-error a moment has no text in it
  contains("updated_at", "2026");
});

test("tickets are searched by their fields", () => {
  const { and, eq, lt } = query16.tickets;
  intercom.tickets.search({
    query: and(eq("category", "request"), lt("created_at", 1), eq("ticket_attribute.5", "yes")),
  });
  // @ts-expect-error searches have names of their own for categories
  eq("category", "Customer");
  // @ts-expect-error tickets have no custom attributes
  eq("custom_attributes.plan", "pro");
});

test("a query for any field is checked against the search that it is passed to", () => {
  intercom.conversations.search({ query: query.eq("state", "open") });
  intercom.conversations.search({ query: query.and(query.eq("open", true)) });
  // @ts-expect-error there is no such field
  intercom.conversations.search({ query: query.eq("statee", "opn") });
  // @ts-expect-error there is no such field, however deep
  intercom.conversations.search({ query: query.and(query.or(query.eq("statee", "opn"))) });
  // @ts-expect-error that is a field of contacts
  intercom.conversations.search({ query: query.contacts.eq("role", "user") });
});

test("a body that is written by hand is typed as well", () => {
  intercom.conversations.search({ query: { field: "state", operator: "=", value: "open" } });
  intercom.conversations.search({
    query: {
      operator: "AND",
      value: [
        { field: "updated_at", operator: ">", value: 1_717_401_600 },
        { operator: "OR", value: [{ field: "state", operator: "IN", value: ["open"] }] },
      ],
    },
  });
  // @ts-expect-error there is no such field
  intercom.conversations.search({ query: { field: "statee", operator: "=", value: "open" } });
  // @ts-expect-error there is no such state
  intercom.conversations.search({ query: { field: "state", operator: "=", value: "opn" } });
  // @ts-expect-error a state has no order
  intercom.conversations.search({ query: { field: "state", operator: ">", value: "open" } });
  const value = new Date();
  // @ts-expect-error a Date would be sent as text
  intercom.conversations.search({ query: { field: "updated_at", operator: ">", value } });
});

test("a field name of type string needs a type assertion", () => {
  const field: string = JSON.parse('"state"');
  // @ts-expect-error it may be any
  older.conversations.search({ query: query.eq(field, "open") });
  older.conversations.search({ query: query.eq(field, "open") as ConversationSearchFilter });
});

test("the order is typed", () => {
  const all = query16.conversations.eq("open", true);
  const search = intercom.conversations.search;
  type Sort = NonNullable<Parameters<typeof search>[0]["sort"]>;
  expectTypeOf<"waiting_since">().toExtend<Sort["field"]>();
  expectTypeOf<"custom_attributes.plan">().toExtend<Sort["field"]>();
  search({ query: all, sort: { field: "updated_at", order: "ascending" } });
  intercom.tickets.search({
    query: query16.tickets.eq("open", true),
    sort: { field: "ticket_attribute.5", order: "descending" },
  });
  // @ts-expect-error there is no such field
  search({ query: all, sort: { field: "update_at", order: "ascending" } });
  // @ts-expect-error several values have no order
  search({ query: all, sort: { field: "tag_ids", order: "ascending" } });
  // @ts-expect-error from 2.16 on these are the whole words
  search({ query: all, sort: { field: "updated_at", order: "desc" } });
  older.conversations.search({ query: all, sort: { field: "updated_at", order: "desc" } });
  // @ts-expect-error contacts cannot be sorted by a tag
  older.contacts.search({ query: query.contacts.eq("role", "user"), sort: { field: "tag_id" } });
});
