import { ConfigError } from "@interkit/core";
import { type ContactActivity, createClient } from "@interkit/core/preview";
import {
  type FeedEvent,
  type List,
  type PollState,
  paginate,
  poll,
  walk,
} from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { api } from "./support/api.ts";

const start = 1_790_000_000;

function workspace() {
  let now = start * 1000;
  const sandbox = createSandbox({ clock: () => now });
  let requests = 0;
  const client = createClient({
    token: "token",
    rateLimit: false,
    retry: false,
    fetch: (url, init) => {
      requests += 1;
      return sandbox.fetch(new Request(url, init));
    },
  });
  return {
    client,
    sandbox,
    requests: () => requests,
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

type Event = { readonly id: string; readonly deleted_at: number };

interface Reading<Item> {
  readonly items: readonly Item[];
  readonly ids: readonly string[];
  readonly state: PollState | null;
}

/** Reads a feed, and returns what it read, and the state of its last page; `pages` kills it. */
async function read<Item extends FeedEvent>(
  list: List<Item, unknown>,
  state: PollState | null,
  pages = Number.POSITIVE_INFINITY,
): Promise<Reading<Item>> {
  const items: Item[] = [];
  let last = state;
  let count = 0;
  for await (const page of poll(list, { state })) {
    items.push(...page.items);
    last = JSON.parse(JSON.stringify(page.state));
    count += 1;
    if (count === pages) break;
  }
  return { items, ids: items.map(({ id }) => id), state: last };
}

describe("poll of contacts.activities.list", () => {
  function contacts() {
    const { client, advance } = workspace();
    const feed = () => paginate(client, "GET /contacts/activities", { query: { per_page: 3 } });
    const add = async () => {
      advance(7);
      const { data } = await client.POST("/contacts", { body: { role: "lead" } });
      return data?.id as string;
    };
    return { client, feed, add };
  }

  test("returns each event once, page by page, and goes on after the last one", async () => {
    const { client, feed, add } = contacts();
    const ids = [];
    for (let count = 0; count < 8; count += 1) ids.push(await add());
    const seen: string[] = [];
    let state: PollState | null = null;
    // Killed after each page.
    for (let runs = 0; runs < 4; runs += 1) {
      const one: Reading<ContactActivity> = await read(feed(), state, 1);
      seen.push(...one.items.map(({ contact_id }) => contact_id));
      state = one.state;
    }
    expect(seen).toEqual(ids);
    await client.DELETE("/contacts/{contact_id}", {
      params: { path: { contact_id: ids[2] as string } },
    });
    const { items, state: next } = await read(feed(), state);
    expect(items).toMatchObject([{ event_type: "contact.deleted", contact_id: ids[2] }]);
    expect((await read(feed(), next)).items).toEqual([]);
  });

  test("keeps its place when the feed is empty", async () => {
    const { feed, add } = contacts();
    const empty = await read(feed(), null);
    expect(empty.items).toEqual([]);
    const id = await add();
    const one = await read(feed(), empty.state);
    expect(one.items).toMatchObject([{ contact_id: id }]);
    const none = await read(feed(), one.state);
    expect(none.state).toEqual(one.state);
  });
});

describe("poll of conversations.deleted.list", () => {
  function conversations() {
    const { client, sandbox, advance, requests } = workspace();
    const contact = sandbox.seed.contact({ role: "user" }).id;
    const feed = () =>
      paginate(client, "GET /conversations/deleted", { query: { per_page: 4 } }) as List<Event>;
    const remove = async (seconds = 60) => {
      advance(seconds);
      const { id } = sandbox.seed.conversation({ contact_ids: [contact] });
      const path = { conversation_id: Number(id) as never };
      await client.DELETE("/conversations/{conversation_id}", { params: { path } });
      return id;
    };
    return { feed, remove, requests };
  }

  test("returns each deletion once, and needs one request when nothing happened", async () => {
    const { feed, remove, requests } = conversations();
    const ids: string[] = [];
    for (let count = 0; count < 11; count += 1) ids.unshift(await remove());
    const one = await read(feed(), null);
    expect(one.ids).toEqual(ids);
    const sent = requests();
    expect((await read(feed(), one.state)).ids).toEqual([]);
    // Ten minutes are requested again, at one deletion a minute.
    expect(requests() - sent).toBeLessThanOrEqual(3);
    const later = await remove(7200);
    const same = await remove(0);
    const two = await read(feed(), one.state);
    expect([...two.ids].sort()).toEqual([later, same].sort());
    const before = requests();
    expect((await read(feed(), two.state)).ids).toEqual([]);
    expect(requests() - before).toBe(1);
  });

  test("returns again what was not read to its end", async () => {
    const { feed, remove } = conversations();
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) ids.unshift(await remove());
    const killed = await read(feed(), null, 1);
    expect(killed.ids).toEqual(ids.slice(0, 4));
    expect((await read(feed(), killed.state)).ids).toEqual(ids);
  });
});

test("an event that is late in its feed is returned, within the overlap", async () => {
  const events = [{ id: "1", deleted_at: start }];
  const { client } = api(() => ({ conversations: events, pages: { page: 1, total_pages: 1 } }));
  const feed = () => walk(client, "GET /conversations/deleted") as List<Event>;
  const { state } = await read(feed(), null);
  events.push({ id: "2", deleted_at: start - 599 }, { id: "3", deleted_at: start - 601 });
  expect((await read(feed(), state)).ids).toEqual(["2"]);
});

describe("poll refuses, before anything is sent,", () => {
  const { client, requests } = api(() => ({}));
  const feed = walk(client, "GET /conversations/deleted") as List<Event>;
  const ascending = walk(client, "GET /conversations/deleted", { query: { order: "asc" } });
  const other = { ...walk(client, "GET /contacts").checkpoint(), seen: {} };

  test.each([
    ["another list", walk(client, "GET /contacts"), {}, "compare reads any list"],
    ["another order", ascending, {}, 'leave out "order"'],
    ["another option", feed, { budgetMs: 1 }, 'may not have "budgetMs"'],
    ["a negative overlap", feed, { overlapMs: -1 }, '"overlapMs" must be a number'],
    ["another value", feed, { state: {} }, "this is not its state"],
    ["the state of another list", feed, { state: other }, "is one of GET /contacts"],
  ])("%s", (_, list, options, message) => {
    const begin = () => poll(list as List<Event>, { state: null, ...(options as object) });
    expect(begin).toThrow(ConfigError);
    expect(begin).toThrow(message);
    expect(requests).toHaveLength(0);
  });
});
