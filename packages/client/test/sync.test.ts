import { compare, poll, query, since } from "@interkit/client";
import { expect, test } from "vitest";
import { setup } from "./support/setup.ts";

const { preview: intercom } = setup();

/** The items of all pages, and the state of the last one. */
async function all<Item, State>(pages: AsyncIterable<{ items: readonly Item[]; state: State }>) {
  const items: Item[] = [];
  let state: State | undefined;
  for await (const page of pages) {
    items.push(...page.items);
    state = page.state;
  }
  return { items, state };
}

test("what changed and what was deleted is read with the lists of the methods", async () => {
  const ada = await intercom.contacts.create({ external_id: "ada" });
  const grace = await intercom.contacts.create({ external_id: "grace" });
  const search = intercom.contacts.search({ query: query.contacts.gt("created_at", 0) });
  const synced = await all(since(search, { state: null }));
  const compared = await all(compare(intercom.contacts.list(), { state: null }));
  const polled = await all(poll(intercom.contacts.activities.list(), { state: null }));
  expect(synced.items.map(({ id }) => id).sort()).toEqual([ada.id, grace.id].sort());

  await intercom.contacts.update(ada.id, { name: "Ada" });
  await intercom.contacts.delete(grace.id);
  const { items } = await all(since(search, { state: synced.state }));
  expect(items).toMatchObject([{ id: ada.id, name: "Ada" }]);
  const events = await all(poll(intercom.contacts.activities.list(), { state: polled.state }));
  expect(events.items).toMatchObject([{ event_type: "contact.deleted", contact_id: grace.id }]);
  for await (const page of compare(intercom.contacts.list(), { state: compared.state })) {
    expect(page).toMatchObject({ items: [{ id: ada.id }], removed: [grace.id] });
  }
});
