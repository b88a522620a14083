import { IntercomError } from "intercom-client";
import { describe, expect, test } from "vitest";
import { collect, testThatAllWasCalled, vendorWorkspace } from "./support.ts";

describe("the vendor's contacts", () => {
  test("are made, found by either id, changed, listed, searched and deleted", async () => {
    const { client, sandbox } = await vendorWorkspace();
    sandbox.seed.dataAttribute({ name: "plan" });
    const { id: contact_id } = await client.contacts.create({
      external_id: "user-1",
      name: "Ada",
      custom_attributes: { plan: "pro" },
    });
    const found = await client.contacts.find({ contact_id });
    expect(found).toMatchObject({
      type: "contact",
      role: "user",
      custom_attributes: { plan: "pro" },
    });
    expect(await client.contacts.showContactByExternalId({ external_id: "user-1" })).toEqual(found);
    const changed = await client.contacts.update({ contact_id, name: "Ada Lovelace" });
    expect(changed).toMatchObject({ name: "Ada Lovelace", external_id: "user-1" });

    for (const name of ["Emmy", "Mary", "Rosalind"]) {
      await client.contacts.create({ role: "lead", name });
    }
    const listed = await collect(client.contacts.list({ per_page: 2 }));
    expect(listed.map(({ name }) => name)).toEqual(["Rosalind", "Mary", "Emmy", "Ada Lovelace"]);

    const query = { field: "role", operator: "=", value: "lead" } as const;
    const leads = await client.contacts.search({ query, pagination: { per_page: 2 } });
    expect(leads.response).toMatchObject({ total_count: 3, pages: { total_pages: 2 } });
    expect(await collect(leads)).toHaveLength(3);

    expect(await client.contacts.delete({ contact_id })).toMatchObject({ deleted: true });
    const gone = client.contacts.find({ contact_id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
    await expect(gone).rejects.toBeInstanceOf(IntercomError);
  });

  test("are archived, unarchived and blocked, and are listed or not", async () => {
    const { client } = await vendorWorkspace();
    const { id: contact_id } = await client.contacts.create({ email: "ada@example.com" });
    expect(await client.contacts.archive({ contact_id })).toMatchObject({ archived: true });
    expect(await collect(client.contacts.list())).toEqual([]);
    expect(await client.contacts.unarchive({ contact_id })).toMatchObject({ archived: false });
    expect(await collect(client.contacts.list())).toHaveLength(1);
    expect(await client.contacts.blockContact({ contact_id })).toMatchObject({ blocked: true });
    expect(await collect(client.contacts.list())).toEqual([]);
  });

  test("are merged: the lead is removed, and its data is that of the user", async () => {
    const { client } = await vendorWorkspace();
    const lead = await client.contacts.create({ role: "lead", phone: "+35312345678" });
    const user = await client.contacts.create({ email: "ada@example.com" });
    const merged = await client.contacts.mergeLeadInUser({ from: lead.id, into: user.id });
    expect(merged).toMatchObject({ id: user.id, email: "ada@example.com", phone: "+35312345678" });
    const gone = client.contacts.find({ contact_id: lead.id });
    await expect(gone).rejects.toMatchObject({ statusCode: 410 });
  });

  test("show their tags, segments and subscriptions", async () => {
    const { client, sandbox } = await vendorWorkspace();
    const { id: contact_id } = await client.contacts.create({ email: "ada@example.com" });
    sandbox.seed.segment({
      name: "With address",
      query: { field: "email", operator: "!=", value: null },
    });
    const tag = await client.tags.create({ name: "VIP" });
    await client.tags.tagContact({ contact_id, id: tag.id ?? "" });
    const tags = await client.contacts.listAttachedTags({ contact_id });
    expect(tags.data?.map(({ name }) => name)).toEqual(["VIP"]);
    const segments = await client.contacts.listAttachedSegments({ contact_id });
    expect(segments.data?.map(({ name }) => name)).toContain("With address");

    const choice = { contact_id, id: "1", consent_type: "opt_out" };
    expect(await client.contacts.attachSubscription(choice)).toMatchObject({ id: "1" });
    const subscriptions = await client.contacts.listAttachedSubscriptions({ contact_id });
    expect(subscriptions.data).toMatchObject([{ id: "1", consent_type: "opt_out" }]);
    await client.contacts.detachSubscription({ contact_id, subscription_id: "1" });
    expect((await client.contacts.listAttachedSubscriptions({ contact_id })).data).toEqual([]);
  });

  test("have companies, which the vendor's list reads from the wrong property", async () => {
    const { client } = await vendorWorkspace();
    const { id: contact_id } = await client.contacts.create({ email: "ada@example.com" });
    const company = await client.companies.createOrUpdate({ company_id: "1", name: "Engines" });
    await client.companies.attachContact({ contact_id, id: company.id });
    // Intercom sends the companies as `data`; the client reads `companies`, so that its list is
    // always empty. The companies are in the raw response.
    const attached = await client.contacts.listAttachedCompanies({ contact_id });
    expect(await collect(attached)).toEqual([]);
    expect(attached.response).toMatchObject({ total_count: 1, data: [{ name: "Engines" }] });
  });

  test("cannot be cleared with null: the client's types do not allow it", async () => {
    const { client } = await vendorWorkspace();
    const { id: contact_id } = await client.contacts.create({
      email: "a@example.com",
      name: "Ada",
    });
    // @ts-expect-error The type has no null, although that is what clears a name.
    const cleared = await client.contacts.update({ contact_id, name: null });
    expect(cleared.name).toBeNull();
  });
});

describe("the vendor's contacts in Unstable", () => {
  test("are made, found by either id, changed, listed, searched and deleted", async () => {
    const { unstable } = await vendorWorkspace();
    const made = await unstable.contacts.createContact({ role: "user", external_id: "user-1" });
    const id = made.id ?? "";
    expect(await unstable.contacts.showContact({ id })).toMatchObject({ external_id: "user-1" });
    const byExternalId = await unstable.contacts.showContactByExternalId({ external_id: "user-1" });
    expect(byExternalId.id).toBe(id);
    const changed = await unstable.contacts.updateContact({ id, name: "Ada Lovelace" });
    expect(changed).toMatchObject({ name: "Ada Lovelace", external_id: "user-1" });
    const query = { field: "external_id", operator: "=", value: "user-1" } as const;
    const found = await unstable.contacts.searchContacts({ query });
    expect(found).toMatchObject({ total_count: 1, data: [{ id }] });
    expect(await unstable.contacts.deleteContact({ id })).toMatchObject({ deleted: true });
    expect(await unstable.contacts.listContacts()).toMatchObject({ total_count: 0 });
  });

  test("cannot be listed beyond the first page: the method takes no cursor", async () => {
    const { unstable } = await vendorWorkspace();
    for (let i = 0; i < 11; i++) await unstable.contacts.createContact({ role: "lead" });
    const { data, pages } = await unstable.contacts.listContacts();
    expect(data).toHaveLength(10);
    const starting_after = pages?.next?.starting_after;
    // The request options are a workaround.
    const rest = await unstable.contacts.listContacts({ queryParams: { starting_after } });
    expect(rest.data).toHaveLength(1);
  });

  test("are archived, unarchived, blocked and merged", async () => {
    const { unstable } = await vendorWorkspace();
    const email = "ada@example.com";
    const lead = await unstable.contacts.createContact({ role: "lead", name: "Ada", email });
    const id = lead.id ?? "";
    expect(await unstable.contacts.archiveContact({ id })).toMatchObject({ archived: true });
    expect(await unstable.contacts.unarchiveContact({ id })).toMatchObject({ archived: false });
    // Preview requires a shared identifier, or an option that the client cannot send.
    const user = await unstable.contacts.createContact({ role: "user", email });
    const merged = await unstable.contacts.mergeContact({ from: id, into: user.id ?? "" });
    expect(merged).toMatchObject({ id: user.id, name: "Ada" });
    const gone = unstable.contacts.showContact({ id });
    await expect(gone).rejects.toMatchObject({ statusCode: 410 });
    const blocked = await unstable.contacts.blockContact({ id: user.id ?? "" });
    expect(blocked).toMatchObject({ blocked: true });
  });

  test("show their companies, tags, segments and subscriptions", async () => {
    const { unstable, sandbox } = await vendorWorkspace();
    const company = sandbox.seed.company({ name: "Engines" });
    const { id } = sandbox.seed.contact({ email: "a@example.com", company_ids: [company.id] });
    const companies = await unstable.contacts.listCompaniesForAContact({ id });
    // Here too the type has `companies`, while `data` is sent.
    expect(companies).toMatchObject({ data: [{ id: company.id, name: "Engines" }] });
    expect(companies.companies).toBeUndefined();
    sandbox.seed.segment({ name: "All of them" });
    const of = { contact_id: id };
    const segments = await unstable.contacts.listSegmentsForAContact(of);
    expect(segments.data?.map(({ name }) => name)).toContain("All of them");
    const tag = await unstable.tags.createTag({ name: "VIP" });
    await unstable.tags.attachTagToContact({ ...of, id: tag.id ?? "" });
    const tags = await unstable.contacts.listTagsForAContact(of);
    expect(tags.data).toMatchObject([{ name: "VIP" }]);
    const choice = { ...of, id: "2", consent_type: "opt_in" };
    await unstable.subscriptionTypes.attachSubscriptionTypeToContact(choice);
    const subscriptions = await unstable.contacts.listSubscriptionsForAContact(of);
    expect(subscriptions.data).toMatchObject([{ id: "2", consent_type: "opt_in" }]);
  });
});

testThatAllWasCalled("contacts");
