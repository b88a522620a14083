import type { Intercom } from "@interkit/client/2.16";
import { bindContacts, type Contacts, createContacts } from "@interkit/client/2.16/contacts";
import type { Requester } from "@interkit/core";
import { walk } from "@interkit/pagination";
import { expectTypeOf, test } from "vitest";

// These tests are compiled and never run, so no request is sent.
declare const client: Requester;

test("a resource has the types of its version", () => {
  expectTypeOf(createContacts({ token: "t" })).toEqualTypeOf<Intercom["contacts"]>();
  expectTypeOf(bindContacts(client, walk)).toEqualTypeOf<Contacts>();
});

test("without walk a resource has no lists", () => {
  const contacts = bindContacts(client);
  expectTypeOf(contacts.get).toEqualTypeOf<Contacts["get"]>();
  expectTypeOf(contacts.tags.attach).toEqualTypeOf<Contacts["tags"]["attach"]>();
  // @ts-expect-error a list needs walk
  contacts.list();
  // @ts-expect-error so does a list of a group
  contacts.tags.list("1");
});

test("a resource does not take a client where it takes options, nor the reverse", () => {
  // @ts-expect-error a client is bound
  createContacts(client);
  // @ts-expect-error options are no client
  bindContacts({ token: "t" });
});
