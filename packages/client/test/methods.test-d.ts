import type { Call, LazyList, List, SearchList } from "@interkit/client";
import { createIntercom as createOlder } from "@interkit/client/2.7";
import {
  type CompanyList,
  type Contact,
  type ContactList,
  createIntercom,
  type DataEvent,
  type DataEventList,
  type UpdateContactRequest,
} from "@interkit/client/2.16";
import { paginate } from "@interkit/pagination";
import { expectTypeOf, test } from "vitest";

// These tests are compiled and never run, so no request is sent.
const intercom = createIntercom({ token: "t" });
const { contacts, companies } = intercom;

test("a call resolves to the object itself", () => {
  expectTypeOf(contacts.get("1")).toEqualTypeOf<Call<Contact>>();
  expectTypeOf(contacts.get("1")).resolves.toEqualTypeOf<Contact>();
  expectTypeOf(contacts.get("1").withResponse()).resolves.toEqualTypeOf<{
    readonly data: Contact;
    readonly response: Response;
  }>();
});

test("a list has items and pages", () => {
  expectTypeOf(contacts.list()).toEqualTypeOf<LazyList<Contact, ContactList>>();
  expectTypeOf(contacts.list().collect({ limit: 1 })).resolves.toEqualTypeOf<Contact[]>();
  expectTypeOf(companies.list()).toExtend<List<{ id: string }, CompanyList>>();
});

test("a list takes options of reading ahead, and a call does not", () => {
  contacts.list({}, { prefetch: 0, dedupe: "id", timeoutMs: 1 });
  companies.list({}, { concurrency: 8 });
  // @ts-expect-error a single object is not read ahead
  contacts.get("1", { prefetch: 0 });
  // @ts-expect-error the options come after the query
  contacts.list({ prefetch: 0 });
});

test("only a search is read in ranges", () => {
  const search = contacts.search({ query: { field: "role", operator: "=", value: "user" } });
  expectTypeOf(search).toEqualTypeOf<SearchList<Contact, ContactList>>();
  expectTypeOf(search.inRanges({ by: "created_at" })).toEqualTypeOf<
    LazyList<Contact, ContactList>
  >();
  // @ts-expect-error a time that changes would lose items
  search.inRanges({ by: "updated_at" });
  // @ts-expect-error a list has no query to split
  contacts.list().inRanges({ by: "created_at" });
  // @ts-expect-error nor has a search of activity logs
  intercom.admins.activityLogs.search({ created_at_after: 1 }).inRanges({ by: "created_at" });
});

test("a list cannot be awaited, only its collect()", async () => {
  // @ts-expect-error a list is not a promise
  await contacts.list();
  // @ts-expect-error nor is a search
  await contacts.search({ query: { field: "role", operator: "=", value: "user" } });
  const list: List<Contact> = contacts.list();
  const later = async () => list;
  expectTypeOf(await later()).toEqualTypeOf<List<Contact>>();
});

test("a route that returns a list or one object has a method for each", () => {
  const whose = { filter: { user_id: "1" }, type: "user" };
  const { dataEvents } = intercom;
  expectTypeOf(dataEvents.list(whose)).toEqualTypeOf<LazyList<DataEvent, DataEventList>>();
  expectTypeOf(dataEvents.summarize({ ...whose, summary: true })).resolves.toHaveProperty(
    "user_id",
  );
  // @ts-expect-error that is the other method
  dataEvents.list({ ...whose, summary: true });
  // @ts-expect-error without a summary it is the list
  dataEvents.summarize({ ...whose, summary: false });
  // @ts-expect-error what the list requires, the summary does as well
  dataEvents.summarize({ summary: true });
});

test("a contact always has an id, and may have no email", () => {
  expectTypeOf<Contact["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Contact["email"]>().toEqualTypeOf<string | null>();
});

test("a field is cleared with null", () => {
  contacts.update("1", { name: null, phone: null, owner_id: null });
  expectTypeOf<UpdateContactRequest["name"]>().toEqualTypeOf<string | null | undefined>();
});

test("a wrong body does not compile", () => {
  // @ts-expect-error there is no such role
  contacts.create({ role: "admin", email: "ada@example.com" });
  // @ts-expect-error an email address is text
  contacts.create({ role: "user", email: 42 });
  // @ts-expect-error there is no such field
  contacts.update("1", { nickname: "Ada" });
  // @ts-expect-error a body is needed
  contacts.create();
  // @ts-expect-error a body is no text
  contacts.create("ada@example.com");
  // @ts-expect-error an external page needs more than a title
  intercom.aiContent.externalPages.create({ title: "How to reset" });
});

test("wrong path values and options do not compile", () => {
  // @ts-expect-error the id is missing
  contacts.get();
  // @ts-expect-error the second id is missing
  contacts.tags.detach("1");
  // @ts-expect-error there is no such parameter
  contacts.list({ per_pages: 5 });
  // @ts-expect-error there is no such option
  contacts.archive("1", { timeout: 5 });
  // @ts-expect-error a GET takes its query as an argument of its own
  contacts.get("1", {}, { query: { include_merge_history: true } });
});

test("a query beside a body is an option", () => {
  contacts.update("1", { name: "Ada" }, { query: { include_merge_history: true }, timeoutMs: 5 });
  // @ts-expect-error there is no such parameter
  contacts.update("1", { name: "Ada" }, { query: { include_merges: true } });
});

test("a version without a query takes an empty argument in its place", () => {
  const older = createOlder({ token: "t" });
  older.contacts.get("1");
  older.contacts.get("1", undefined, { timeoutMs: 5 });
  older.contacts.get("1", {}, { timeoutMs: 5 });
  // @ts-expect-error 2.7 has no merge history
  older.contacts.get("1", { include_merge_history: true });
});

test("the low-level client has the types of the version", () => {
  const listed = paginate(intercom.client, "GET /contacts", { query: { per_page: 150 } });
  expectTypeOf(listed).toEqualTypeOf<LazyList<Contact, ContactList>>();
  // @ts-expect-error 2.16 has no such path
  intercom.client.GET("/nowhere");
});

test("a token is needed, and an option has to exist", () => {
  // @ts-expect-error no token
  createIntercom({});
  // @ts-expect-error there is no such option
  createIntercom({ token: "t", apiVersion: "2.16" });
});
