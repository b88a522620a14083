import { describe, expect, test } from "vitest";
import { isAtLeast, versions } from "../support/versions.ts";
import { firstError, type Json, start, type Workspace, workspace } from "../support/workspace.ts";

const email = "ada@example.com";

async function pair(version = "Preview") {
  const made = await workspace(version);
  const { seed } = made.sandbox;
  const into = seed.contact({ email, name: "Ada", external_id: "user-1" });
  const from = seed.contact({ role: "lead", email, name: "A.", phone: "+441632960123" });
  return { ...made, into: into.id, from: from.id };
}

const get = ({ send }: Workspace, id: string) => send("GET", `/contacts/${id}`);

describe("merging contacts", () => {
  test("the user stays, and takes missing values from the lead", async () => {
    const space = await pair();
    const { send, sandbox, from, into } = space;
    const tag = sandbox.seed.tag({ name: "Engines" });
    const company = sandbox.seed.company();
    await send("POST", `/contacts/${from}/tags`, { id: tag.id });
    await send("POST", `/contacts/${from}/notes`, { body: "Hello" });
    await send("POST", `/contacts/${from}/companies`, { id: company.id });
    const { body } = await send("POST", "/contacts/merge", { from, into });
    expect(body).toMatchObject({ id: into, name: "Ada", phone: "+441632960123", role: "user" });
    for (const list of ["tags", "notes", "companies"]) expect(body[list].total_count).toBe(1);
    expect((await send("GET", "/contacts")).body.total_count).toBe(1);
    expect((await send("GET", "/contacts/activities")).body.data.at(-1)).toMatchObject({
      event_type: "contact.merged",
      merge_source_id: from,
      merge_target_id: into,
    });
  });

  test("the notes of the user and the lead are listed newest first, also after a restore", async () => {
    const space = await pair();
    const { send, sandbox, from, into } = space;
    const older = (await send("POST", `/contacts/${from}/notes`, { body: "Older" })).body.id;
    const newer = (await send("POST", `/contacts/${into}/notes`, { body: "Newer" })).body.id;
    const notes = async () => (await get(space, into)).body.notes.data.map(({ id }: Json) => id);
    expect(await notes()).toEqual([newer]);
    await send("POST", "/contacts/merge", { from, into });
    expect(await notes()).toEqual([newer, older]);
    sandbox.restore(sandbox.snapshot());
    expect(await notes()).toEqual([newer, older]);
  });

  test("the lead is gone, and leads to the user, over several merges too", async () => {
    const space = await pair();
    const { send, from, into } = space;
    await send("POST", "/contacts/merge", { from, into });
    const gone = await get(space, from);
    expect(firstError(gone)).toEqual({ status: 410, code: "contact_merged" });
    expect(gone.headers.get("Link")).toBe(`</contacts/${into}>; rel="canonical"`);

    await send("PUT", `/contacts/${into}`, { role: "lead" });
    const last = (await send("POST", "/contacts", { email, external_id: "user-2" })).body.id;
    await send("POST", "/contacts/merge", { from: into, into: last });
    expect((await get(space, from)).headers.get("Link")).toBe(
      `</contacts/${last}>; rel="canonical"`,
    );
    const byExternalId = await send("GET", "/contacts/find_by_external_id/user-1");
    expect(byExternalId.status).toBe(410);
  });

  test.each(versions)("in version %s, a request for the lead returns the user", async (version) => {
    const { send, sandbox } = await workspace(version);
    const into = sandbox.seed.contact({ email, external_id: "user-1" }).id;
    const from = sandbox.seed.contact({ role: "lead", email, external_id: "lead-1" }).id;
    await send("POST", "/contacts/merge", { from, into });
    const byExternalId = "/contacts/find_by_external_id/lead-1";
    const paths = [`/contacts/${from}`, `/contacts/${from}/notes`];
    if (isAtLeast(version, "2.13")) paths.push(byExternalId);
    for (const path of paths) {
      const got = await send("GET", path);
      expect(firstError(got), path).toEqual({ status: 410, code: "contact_merged" });
      expect(got.headers.get("Link"), path).toBe(`</contacts/${into}>; rel="canonical"`);
    }
  });

  test("the events and conversations of the lead become those of the user", async () => {
    const { send, sandbox, from, into } = await pair();
    const { seed } = sandbox;
    const rating = { rating: 5, remark: "", created_at: start, updated_at: start, admin_id: "1" };
    const conversation = seed.conversation({
      contact_ids: [from],
      rating: { ...rating, contact_id: from },
    });
    const { body: type } = await send("POST", "/ticket_types", { name: "Request" });
    const ticket = { ticket_type_id: type.id, contacts: [{ id: from }] };
    const { body: made } = await send("POST", "/tickets", ticket);
    seed.dataEvent({ contact_id: from, name: "ordered" });
    seed.dataEvent({ contact_id: into, name: "ordered", created_at: start - 5 });
    const call = seed.call({ contact_id: from });
    seed.receipt({ contact_id: from });
    await send("POST", "/contacts/merge", { from, into });
    const events = await send("GET", `/events?type=user&intercom_user_id=${into}&summary=true`);
    expect(events.body.events).toMatchObject([{ name: "ordered", count: 2 }]);
    const talk = (await send("GET", `/conversations/${conversation.id}`)).body;
    expect(talk.contacts.contacts).toMatchObject([{ id: into }]);
    expect(talk.conversation_rating.contact.id).toBe(into);
    expect((await send("GET", `/tickets/${made.id}`)).body.contacts.contacts[0].id).toBe(into);
    expect((await send("GET", `/calls/${call.id}`)).body.contact_id).toBe(into);
    const query = { field: "contact_ids", operator: "=", value: into };
    const { body: found } = await send("POST", "/conversations/search", { query });
    expect(found.conversations).toMatchObject([{ id: conversation.id }]);
  });

  test("contacts that share nothing are only merged when that is wanted", async () => {
    const { send, sandbox, from } = await pair();
    const into = sandbox.seed.contact({ email: "grace@example.com" }).id;
    const refused = await send("POST", "/contacts/merge", { from, into });
    expect(firstError(refused)).toEqual({ status: 400, code: "invalid_merge" });
    const wanted = { from, into, skip_duplicate_validation: true };
    expect((await send("POST", "/contacts/merge", wanted)).status).toBe(200);
  });

  test("versions without the option never compare the contacts", async () => {
    const { send, sandbox, from } = await pair("2.14");
    const into = sandbox.seed.contact({ email: "grace@example.com" }).id;
    expect((await send("POST", "/contacts/merge", { from, into })).status).toBe(200);
  });

  test("a user is not merged, and the failure is recorded", async () => {
    const { send, from, into } = await pair();
    const refused = await send("POST", "/contacts/merge", { from: into, into: from });
    expect(firstError(refused)).toEqual({ status: 400, code: "invalid_merge" });
    const { data } = (await send("GET", "/contacts/activities")).body;
    expect(data).toMatchObject([{ event_type: "contact.merge_failed", merge_source_id: into }]);
  });

  test("a preview returns the changes, and changes nothing", async () => {
    const space = await pair();
    const { send, sandbox, from, into } = space;
    const tag = sandbox.seed.tag().id;
    await send("POST", `/contacts/${from}/tags`, { id: tag });
    const { body } = await send("POST", "/contacts/merge/preview", { from, into });
    expect(body.allowed).toBe(true);
    expect(body.summary.attribute_changes).toEqual({
      total_count: 2,
      attributes: [
        expect.objectContaining({ field: "name", outcome: "discarded", new_into_value: "Ada" }),
        expect.objectContaining({ field: "phone", outcome: "adopted", into_value: null }),
      ],
    });
    expect(body.summary.reassignments).toEqual({ tags: { from: 1, into: 0 } });
    expect((await get(space, from)).status).toBe(200);

    const other = sandbox.seed.contact({ email: "grace@example.com" }).id;
    const blocked = await send("POST", "/contacts/merge/preview", { from, into: other });
    expect(blocked.body).toMatchObject({
      allowed: false,
      reasons: [{ code: "no_shared_identifier" }],
    });
  });

  test("the merge history of a user is paged, and can be included in the user", async () => {
    const { send, sandbox, from, into, advance } = await pair();
    await send("POST", "/contacts/merge", { from, into });
    advance(60);
    const second = sandbox.seed.contact({ role: "lead", email }).id;
    await send("POST", "/contacts/merge", { from: second, into });
    const page = await send("GET", `/contacts/${into}/merge_history?per_page=1`);
    expect(page.body).toMatchObject({
      has_more: true,
      data: [{ source_contact_id: second, source_contact_role: "lead", merged_at: start + 60 }],
    });
    const cursor = encodeURIComponent(page.body.next_cursor);
    const rest = await send("GET", `/contacts/${into}/merge_history?per_page=1&cursor=${cursor}`);
    expect(rest.body).toMatchObject({
      has_more: false,
      next_cursor: null,
      data: [{ source_contact_id: from }],
    });
    const shown = await send("GET", `/contacts/${into}?include_merge_history=true`);
    expect(shown.body.merge_history).toHaveLength(2);
    const lead = sandbox.seed.contact({ role: "lead" }).id;
    expect(firstError(await send("GET", `/contacts/${lead}/merge_history`)).status).toBe(404);
  });
});
