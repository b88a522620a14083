import { describe, expect, test } from "vitest";
import { collect, testThatAllWasCalled, type VendorWorkspace, vendorWorkspace } from "./support.ts";

async function withContact(): Promise<VendorWorkspace & { contact_id: string }> {
  const made = await vendorWorkspace();
  const { id } = await made.client.contacts.create({ email: "ada@example.com" });
  return { ...made, contact_id: id };
}

describe("the vendor's notes", () => {
  test("are made, read and listed by iterating, newest first", async () => {
    const { client, contact_id, advance } = await withContact();
    const made = await client.notes.create({ contact_id, body: "First", admin_id: "1" });
    expect(made).toMatchObject({ type: "note", author: { id: "1" }, contact: { id: contact_id } });
    advance(60);
    await client.notes.create({ contact_id, body: "Second" });
    // The client takes ids of notes as numbers, though it gives them as strings.
    const note_id = Number(made.id);
    expect((await client.notes.find({ note_id })).body).toBe("<p>First</p>");
    const listed = await collect(client.notes.list({ contact_id, per_page: 1 }));
    expect(listed.map(({ body }) => body)).toEqual(["<p>Second</p>", "<p>First</p>"]);
  });

  test("in Unstable can be on companies too; ids of contacts are typed as numbers", async () => {
    const { client, unstable, contact_id, send } = await withContact();
    // The types have numbers where Intercom's ids are hexadecimal.
    const id = contact_id as unknown as number;
    const made = await unstable.notes.createNote({ id, body: "Hello", admin_id: "1" });
    expect(made).toMatchObject({ body: "<p>Hello</p>", author: { id: "1" } });
    const read = await unstable.notes.retrieveNote({ id: Number(made.id) });
    expect(read).toMatchObject({ id: made.id, contact: { id: contact_id } });
    expect(await unstable.notes.listNotes({ id })).toMatchObject({ data: [{ id: made.id }] });

    const company = await client.companies.createOrUpdate({ company_id: "1" });
    const path = `/companies/${company.id}/notes`;
    await send("POST", path, { body: "Of a company" }, { "Intercom-Version": "Preview" });
    const ofCompany = await unstable.notes.listCompanyNotes({ id: company.id });
    expect(ofCompany.data).toMatchObject([{ body: "<p>Of a company</p>" }]);
  });
});

describe("the vendor's tags", () => {
  test("are made, renamed, found, listed, put on contacts and companies, and deleted", async () => {
    const { client, contact_id } = await withContact();
    const { id: tag_id = "" } = await client.tags.create({ name: "VIP" });
    await client.tags.create({ id: tag_id, name: "Important" });
    expect(await client.tags.find({ tag_id })).toMatchObject({ name: "Important" });
    expect((await client.tags.list()).data).toMatchObject([{ id: tag_id, name: "Important" }]);
    expect(await client.tags.tagContact({ contact_id, id: tag_id })).toMatchObject({ id: tag_id });
    expect((await client.contacts.listAttachedTags({ contact_id })).data).toHaveLength(1);
    await client.tags.untagContact({ contact_id, tag_id });
    expect((await client.contacts.listAttachedTags({ contact_id })).data).toEqual([]);

    await client.companies.createOrUpdate({ company_id: "1" });
    await client.tags.create({ name: "Large", companies: [{ company_id: "1" }] });
    const company = await client.companies.retrieve({ company_id: "1" });
    expect(company).toMatchObject({ tags: { tags: [{ name: "Large" }] } });
    await client.tags.delete({ tag_id });
    await expect(client.tags.find({ tag_id })).rejects.toMatchObject({ statusCode: 404 });
  });

  test("are attached to conversations and tickets, and detached with a body", async () => {
    const { client, contact_id, sent } = await withContact();
    const by = { admin_id: "1" };
    const { id: tag_id = "" } = await client.tags.create({ name: "VIP" });
    const from = { type: "user", id: contact_id } as const;
    const { conversation_id } = await client.conversations.create({ from, body: "Hello" });
    const tags = async () => (await client.conversations.find({ conversation_id })).tags?.tags;
    await client.tags.tagConversation({ conversation_id, id: tag_id, ...by });
    expect(await tags()).toMatchObject([{ name: "VIP" }]);
    await client.tags.untagConversation({ conversation_id, tag_id, ...by });
    expect(sent.at(-1)).toMatchObject({ method: "DELETE", body: by });
    expect(await tags()).toEqual([]);

    const type = await client.ticketTypes.create({ name: "Bug", category: "Customer" });
    const ticket_type_id = type?.id ?? "";
    const ticket = await client.tickets.create({ ticket_type_id, contacts: [{ id: contact_id }] });
    const ticket_id = ticket?.id ?? "";
    expect(await client.tags.tagTicket({ ticket_id, id: tag_id, ...by })).toMatchObject({
      name: "VIP",
    });
    const untagged = await client.tags.untagTicket({ ticket_id, tag_id, ...by });
    expect(untagged).toMatchObject({ name: "VIP" });
    // A tag that is not there cannot be taken off, so the first time it was.
    const again = client.tags.untagTicket({ ticket_id, tag_id, ...by });
    await expect(again).rejects.toMatchObject({ statusCode: 404 });
  });

  test("in Unstable do the same under longer names", async () => {
    const { client, unstable, contact_id } = await withContact();
    const by = { admin_id: "1" };
    const { id = "" } = await unstable.tags.createTag({ name: "VIP" });
    expect(await unstable.tags.findTag({ id })).toMatchObject({ name: "VIP" });
    expect(await unstable.tags.listTags()).toMatchObject({ data: [{ id }] });
    await unstable.tags.attachTagToContact({ contact_id, id });
    expect(await unstable.tags.detachTagFromContact({ contact_id, id })).toMatchObject({ id });
    const from = { type: "user", id: contact_id } as const;
    const { conversation_id } = await client.conversations.create({ from, body: "Hello" });
    await unstable.tags.attachTagToConversation({ conversation_id, id, ...by });
    expect(await client.conversations.find({ conversation_id })).toMatchObject({
      tags: { tags: [{ id }] },
    });
    const off = await unstable.tags.detachTagFromConversation({ conversation_id, id, ...by });
    expect(off).toMatchObject({ id });
    const type = await client.ticketTypes.create({ name: "Bug", category: "Customer" });
    const contacts = [{ id: contact_id }];
    const ticket = await client.tickets.create({ ticket_type_id: type?.id ?? "", contacts });
    const ticket_id = ticket?.id ?? "";
    await unstable.tags.attachTagToTicket({ ticket_id, id, ...by });
    expect(await unstable.tags.detachTagFromTicket({ ticket_id, id, ...by })).toMatchObject({ id });
    await unstable.tags.deleteTag({ id });
    expect(await unstable.tags.listTags()).toMatchObject({ data: [] });
  });
});

describe("the vendor's segments and subscription types", () => {
  test("are listed and found, with counts on demand", async () => {
    const { client, unstable, sandbox } = await withContact();
    const query = { field: "email", operator: "~", value: "ada" };
    const { id } = sandbox.seed.segment({ name: "Adas", query });
    const listed = await client.segments.list({ include_count: true });
    const mine = listed.segments?.find((one) => one.id === id);
    expect(mine).toMatchObject({ name: "Adas", count: 1, person_type: "user" });
    expect(await client.segments.find({ segment_id: id })).toMatchObject({ name: "Adas" });
    const { segments } = await unstable.segments.listSegments();
    expect(segments?.map(({ name }) => name)).toContain("Adas");
    expect(await unstable.segments.retrieveSegment({ id })).toMatchObject({ name: "Adas" });
  });

  test("are chosen and removed by a contact", async () => {
    const { client, unstable, contact_id } = await withContact();
    const types = [{ consent_type: "opt_out" }, { consent_type: "opt_in" }];
    expect((await client.subscriptionTypes.list()).data).toMatchObject(types);
    const listed = await unstable.subscriptionTypes.listSubscriptionTypes();
    expect(listed.data).toMatchObject(types);
    const choice = { contact_id, id: "2", consent_type: "opt_in" };
    await unstable.subscriptionTypes.attachSubscriptionTypeToContact(choice);
    const chosen = async () =>
      (await client.contacts.listAttachedSubscriptions({ contact_id })).data?.map(({ id }) => id);
    expect(await chosen()).toEqual(["2"]);
    await unstable.subscriptionTypes.detachSubscriptionTypeToContact({ contact_id, id: "2" });
    expect(await chosen()).toEqual([]);
  });
});

testThatAllWasCalled("people");
