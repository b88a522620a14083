import type { Requester } from "@interkit/core";
import { createClient as createOld } from "@interkit/core/2.7";
import {
  type Contact,
  type ContactList,
  createClient,
  type Note,
  type Tag,
  type TagList,
} from "@interkit/core/2.16";
import { expand, type Items, type LazyList, type List, paginate, walk } from "@interkit/pagination";
import { describe, expectTypeOf, test } from "vitest";

const client = createClient({ token: "token" });

describe("paginate", () => {
  test("returns the items and pages of the version", async () => {
    const list = paginate(client, "GET /contacts", { query: { per_page: 150 } });
    expectTypeOf(list).toEqualTypeOf<LazyList<Contact, ContactList>>();
    for await (const contact of list) {
      expectTypeOf(contact).toEqualTypeOf<Contact>();
      expectTypeOf(contact).not.toBeAny();
    }
    for await (const page of list.pages()) {
      expectTypeOf(page.items).toEqualTypeOf<readonly Contact[]>();
      expectTypeOf(page.body).toEqualTypeOf<ContactList>();
    }
    expectTypeOf(await list.collect({ limit: 10 })).toEqualTypeOf<Contact[]>();
  });

  test("takes the parameters of the operation", () => {
    const path = { contact_id: "1" };
    const notes = paginate(client, "GET /contacts/{contact_id}/notes", { path }, { timeoutMs: 1 });
    expectTypeOf(notes).toExtend<AsyncIterable<Note>>();
    // @ts-expect-error the path parameter is missing
    paginate(client, "GET /contacts/{contact_id}/notes");
    // @ts-expect-error the body is missing
    paginate(client, "POST /contacts/search");
    // @ts-expect-error no such key
    paginate(client, "GET /contacts", { query: { per_pge: 1 } });
    // @ts-expect-error no such option
    paginate(client, "GET /contacts", {}, { timeout: 1 });
  });

  test("takes only list operations of the version", () => {
    // @ts-expect-error no list
    paginate(client, "GET /contacts/{contact_id}", { path: { contact_id: "1" } });
    // @ts-expect-error no such operation
    paginate(client, "GET /contact");
    // @ts-expect-error not in this version
    paginate(createOld({ token: "token" }), "GET /contacts/activities");
  });
});

describe("await", () => {
  const list = paginate(client, "GET /tags");

  test("does not compile on a list, which is no promise", async () => {
    // @ts-expect-error a list is not a promise
    await list;
    // @ts-expect-error nor is the list of generic code
    await walk(client, "GET /tags");
    // @ts-expect-error there is nothing to call either
    list.then(() => {});
    // @ts-expect-error an async function would hide that no request was sent yet
    void (async () => list);
  });

  test("keeps the type of lists inside other values, and of values declared as List", async () => {
    const [tags] = await Promise.all([list]);
    expectTypeOf(tags).toEqualTypeOf<List<Tag, TagList>>();
    expectTypeOf(await Promise.resolve(list)).toEqualTypeOf<List<Tag, TagList>>();
    const declared: List<Tag, TagList> = list;
    const later = async () => declared;
    expectTypeOf(await later()).toEqualTypeOf<List<Tag, TagList>>();
    const inside = async () => ({ list });
    expectTypeOf((await inside()).list).toEqualTypeOf<LazyList<Tag, TagList>>();
  });
});

describe("collect", () => {
  test("needs a limit", () => {
    // @ts-expect-error the limit is missing
    void paginate(client, "GET /contacts").collect();
    // @ts-expect-error the limit is missing
    void paginate(client, "GET /contacts").collect({});
  });
});

describe("walk and expand", () => {
  test("take any client", () => {
    expectTypeOf(walk(client as Requester, "GET /contacts")).toEqualTypeOf<LazyList<unknown>>();
    const nested = { data: [{ id: "1" }], url: "/contacts/1/tags", has_more: true };
    expectTypeOf(expand(client, nested)).toEqualTypeOf<Items<{ id: string }>>();
    const tags = {} as Contact["tags"];
    expectTypeOf(expand(client, tags)).not.toBeAny();
  });
});
