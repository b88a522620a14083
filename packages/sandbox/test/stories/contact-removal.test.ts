import { expect, test } from "vitest";
import { versions } from "../support/versions.ts";
import { firstError, workspace } from "../support/workspace.ts";

const email = "ada@example.com";
const isPro = { field: "custom_attributes.plan", operator: "=", value: "pro" };

/** A contact in a company, a segment, a conversation, and with a tag, a note and an event. */
async function withContact() {
  const made = await workspace();
  const { seed } = made.sandbox;
  const company = seed.company({ name: "Engines" }).id;
  const details = { email, external_id: "1", custom_attributes: { plan: "pro" } };
  const id = seed.contact({ ...details, company_ids: [company] }).id;
  const segment = seed.segment({ query: isPro }).id;
  const tag = seed.tag().id;
  await made.send("POST", `/contacts/${id}/tags`, { id: tag });
  const { body: note } = await made.send("POST", `/contacts/${id}/notes`, { body: "Hello" });
  seed.dataEvent({ contact_id: id, name: "ordered" });
  const message = { from: { type: "user", id }, body: "Help" };
  const { conversation_id } = (await made.send("POST", "/conversations", message)).body;
  const { send } = made;
  const counts = async () => ({
    listed: (await send("GET", "/contacts")).body.total_count,
    found: (await send("POST", "/contacts/search", { query: isPro })).body.total_count,
    segment: (await send("GET", `/segments/${segment}`)).body.count,
    users: (await send("GET", `/companies/${company}`)).body.user_count,
    ofCompany: (await send("GET", `/companies/${company}/contacts`)).body.total_count,
  });
  return { ...made, id, tag, note: note.id, company, conversation_id, counts };
}

const one = { listed: 1, found: 1, segment: 1, users: 1, ofCompany: 1 };
const none = { listed: 0, found: 0, segment: 0, users: 0, ofCompany: 0 };

test("a deleted contact leaves its conversations behind, and nothing else", async () => {
  const { send, id, tag, note, conversation_id, counts } = await withContact();
  expect(await counts()).toEqual(one);
  await send("DELETE", `/contacts/${id}`);
  expect(await counts()).toEqual(none);
  expect((await send("GET", `/notes/${note}`)).status).toBe(404);
  expect((await send("GET", `/tags/${tag}`)).status).toBe(200);
  const events = await send("GET", `/events?type=user&intercom_user_id=${id}`);
  expect(events.status).toBe(404);
  const at = `/conversations/${conversation_id}`;
  const { body } = await send("GET", at);
  expect(body.contacts.contacts).toEqual([{ type: "contact", id, external_id: null }]);
  const query = { field: "contact_ids", operator: "=", value: id };
  expect((await send("POST", "/conversations/search", { query })).body.total_count).toBe(1);
  const reply = { message_type: "comment", type: "user", intercom_user_id: id, body: "Hi" };
  expect(firstError(await send("POST", `${at}/reply`, reply)).status).toBe(404);
  const admin = { message_type: "comment", type: "admin", admin_id: "1", body: "Hi" };
  expect((await send("POST", `${at}/reply`, admin)).status).toBe(200);
  // The email and the external id can be used again.
  expect((await send("POST", "/contacts", { email, external_id: "1" })).status).toBe(200);
});

test("an archived contact counts nowhere until it is back, and keeps what it has", async () => {
  const { send, id, conversation_id, counts } = await withContact();
  await send("POST", `/contacts/${id}/archive`);
  expect(await counts()).toEqual(none);
  const { body } = await send("GET", `/conversations/${conversation_id}`);
  expect(body.contacts.contacts).toMatchObject([{ id, external_id: "1" }]);
  await send("POST", `/contacts/${id}/unarchive`);
  expect(await counts()).toEqual(one);
  const path = `/contacts/${id}`;
  expect((await send("GET", path)).body).toMatchObject({ id, tags: { total_count: 1 } });
});

test.each(versions)("in %s, an archived contact is 404 by id until it is back", async (version) => {
  const { send, sandbox } = await workspace(version);
  const { id } = sandbox.seed.contact({ email, archived: true });
  const gone = { status: 404, code: "not_found" };
  expect(firstError(await send("GET", `/contacts/${id}`))).toEqual(gone);
  expect((await send("POST", `/contacts/${id}/unarchive`)).status).toBe(200);
  expect((await send("GET", `/contacts/${id}`)).body).toMatchObject({ id, email });
});

test("an archived contact can be deleted without being restored", async () => {
  const { send, sandbox } = await workspace();
  const { id } = sandbox.seed.contact({ email, archived: true });
  expect((await send("DELETE", `/contacts/${id}`)).body).toMatchObject({ id, deleted: true });
  expect((await send("POST", `/contacts/${id}/unarchive`)).status).toBe(404);
  expect((await send("POST", "/contacts", { email })).status).toBe(200);
});

test("a blocked contact is not counted, and its conversations stay", async () => {
  const { send, id, conversation_id, counts } = await withContact();
  await send("POST", `/contacts/${id}/block`);
  expect(await counts()).toEqual(none);
  expect((await send("GET", `/conversations/${conversation_id}`)).status).toBe(200);
  expect((await send("GET", `/contacts/${id}`)).status).toBe(200);
});

test("deleting a company keeps its contacts, and deleting a tag keeps the tagged records", async () => {
  const { send, id, tag, company, conversation_id } = await withContact();
  const at = `/conversations/${conversation_id}`;
  await send("POST", `${at}/tags`, { id: tag, admin_id: "1" });
  await send("DELETE", `/companies/${company}`);
  await send("DELETE", `/tags/${tag}`);
  const { body } = await send("GET", `/contacts/${id}`);
  expect([body.companies.total_count, body.tags.total_count]).toEqual([0, 0]);
  expect((await send("GET", at)).body.tags.tags).toEqual([]);
});
