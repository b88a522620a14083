import { describe, expect, test } from "vitest";
import { collect, testThatAllWasCalled, vendorWorkspace } from "./support.ts";

describe("the vendor's companies", () => {
  test("are made, found by either id, changed and deleted", async () => {
    const { client } = await vendorWorkspace();
    const made = await client.companies.createOrUpdate({ company_id: "1", name: "Engines" });
    const company_id = made.id;
    expect(await client.companies.createOrUpdate({ company_id: "1", plan: "Pro" })).toMatchObject({
      id: company_id,
      name: "Engines",
      plan: { name: "Pro" },
    });
    expect(await client.companies.find({ company_id })).toMatchObject({ company_id: "1" });
    const changed = await client.companies.update({ company_id, body: { size: 3 } });
    expect(changed).toMatchObject({ name: "Engines", size: 3 });
    // One word, two ids: here it is the caller's own, there Intercom's.
    // For one of these parameters, the list returns the company, though the client's types say a list.
    const byOwnId = await client.companies.retrieve({ company_id: "1" });
    expect(byOwnId).toMatchObject({ type: "company", id: company_id });
    const missing = client.companies.retrieve({ name: "Nothing" });
    await expect(missing).rejects.toMatchObject({ statusCode: 404 });
    expect(await client.companies.delete({ company_id })).toMatchObject({ deleted: true });
    const gone = client.companies.find({ company_id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  test("take contacts in and let them go, and are listed while they have some", async () => {
    const { client, sandbox } = await vendorWorkspace();
    const { id: company_id } = await client.companies.createOrUpdate({ company_id: "1" });
    const { id: contact_id } = await client.contacts.create({ email: "ada@example.com" });
    expect(await collect(client.companies.list())).toEqual([]);
    const attached = await client.companies.attachContact({ contact_id, id: company_id });
    expect(attached).toMatchObject({ id: company_id, user_count: 1 });
    const contacts = await client.companies.listAttachedContacts({ company_id });
    expect(contacts.data).toMatchObject([{ id: contact_id }]);
    sandbox.seed.segment({
      name: "In use",
      person_type: "company",
      query: { field: "company_id", operator: "=", value: "1" },
    });
    const segments = await client.companies.listAttachedSegments({ company_id });
    expect(segments.data).toMatchObject([{ name: "In use" }]);
    expect((await collect(client.companies.list())).map(({ id }) => id)).toEqual([company_id]);
    const detached = await client.companies.detachContact({ contact_id, company_id });
    expect(detached).toMatchObject({ user_count: 0 });
    expect((await client.companies.listAttachedContacts({ company_id })).data).toEqual([]);
  });

  test("are listed in either order, page by page, with one page too many", async () => {
    const { client, sandbox, advance, sent } = await vendorWorkspace();
    for (const company_id of ["1", "2", "3"]) {
      const { id } = sandbox.seed.company({ company_id });
      sandbox.seed.contact({ company_ids: [id] });
      advance(60);
    }
    const newest = await collect(client.companies.list({ per_page: 2, order: "desc" }));
    expect(newest.map(({ company_id }) => company_id)).toEqual(["3", "2", "1"]);
    const oldest = await collect(client.companies.list({ per_page: 2, order: "asc" }));
    expect(oldest.map(({ company_id }) => company_id)).toEqual(["1", "2", "3"]);
    // The client stops at the first page without items, not at the last one with some.
    expect(sent.map(({ path }) => path.match(/page=(\d)/)?.[1] ?? "1")).toHaveLength(6);
  });

  test("are scrolled over; the client continues after the end, and gets an error", async () => {
    const { client, sandbox } = await vendorWorkspace();
    for (const company_id of ["1", "2", "3"]) sandbox.seed.company({ company_id });
    // Every answer has a `scroll_param`, the empty last one too: the client never stops by itself.
    const scrolled: string[] = [];
    const walk = async () => {
      for await (const { company_id } of await client.companies.scroll()) scrolled.push(company_id);
    };
    await expect(walk()).rejects.toMatchObject({ statusCode: 404 });
    expect(scrolled.sort()).toEqual(["1", "2", "3"]);
  });
});

describe("the vendor's companies in Unstable", () => {
  test("are created and found, but not updated: the method takes no body", async () => {
    const { unstable, sent } = await vendorWorkspace();
    const given = { company_id: "1", name: "Engines" };
    const { id = "" } = await unstable.companies.createOrUpdateCompany(given);
    expect(await unstable.companies.retrieveACompanyById({ id })).toMatchObject(given);
    const byName = await unstable.companies.retrieveCompany({ name: "Engines" });
    expect(byName).toMatchObject({ type: "company", id });
    // @ts-expect-error The method has nowhere to put a change, and leaves out what it is given.
    const changed = await unstable.companies.updateCompany({ id, name: "Machines" });
    expect(changed).toMatchObject(given);
    expect(sent.at(-1)).toMatchObject({ method: "PUT", body: undefined });
    expect(await unstable.companies.deleteCompany({ id })).toMatchObject({ deleted: true });
    const gone = unstable.companies.retrieveACompanyById({ id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  test("detach contacts, but cannot attach them: their id is sent under another name", async () => {
    const { client, unstable, sent } = await vendorWorkspace();
    const { id: contact_id } = await client.contacts.create({ email: "ada@example.com" });
    const { id } = await client.companies.createOrUpdate({ company_id: "1" });
    const attached = unstable.companies.attachContactToACompany({ id: contact_id, company_id: id });
    await expect(attached).rejects.toMatchObject({ statusCode: 400 });
    expect(sent.at(-1)).toMatchObject({ body: { company_id: id } });
    await client.companies.attachContact({ contact_id, id });
    const detached = await unstable.companies.detachContactFromACompany({ contact_id, id });
    expect(detached).toMatchObject({ user_count: 0 });
  });

  test("are listed and scrolled over by hand, a page at a time", async () => {
    const { unstable, sandbox } = await vendorWorkspace();
    const { id } = sandbox.seed.company({ company_id: "1", name: "Engines" });
    const contact = sandbox.seed.contact({ company_ids: [id] });
    sandbox.seed.segment({ name: "All", person_type: "company" });
    const contacts = await unstable.companies.listAttachedContacts({ id });
    expect(contacts.data).toMatchObject([{ id: contact.id }]);
    const segments = await unstable.companies.listAttachedSegmentsForCompanies({ id });
    expect(segments.data).toMatchObject([{ name: "All" }]);
    const listed = await unstable.companies.listAllCompanies({ per_page: 1 });
    expect(listed).toMatchObject({ total_count: 1, data: [{ id }] });
    const first = await unstable.companies.scrollOverAllCompanies();
    expect(first?.data).toMatchObject([{ id }]);
    const scroll_param = first?.scroll_param ?? "";
    const last = await unstable.companies.scrollOverAllCompanies({ scroll_param });
    expect(last?.data).toEqual([]);
  });
});

testThatAllWasCalled("companies");
