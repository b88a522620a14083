import { IntercomClient, IntercomError } from "intercom-client";
import { describe, expect, test } from "vitest";
import { workspace } from "./support/workspace.ts";

/** The vendor's client, which knows nothing of us, against the sandbox. It speaks version 2.14. */
async function vendor() {
  const made = await workspace("2.14");
  return { ...made, client: new IntercomClient({ token: "secret", environment: made.url }) };
}

describe("intercom-client", () => {
  test("makes, reads, changes, lists, searches, archives and deletes contacts", async () => {
    const { client } = await vendor();
    const made = await client.contacts.create({ email: "ada@example.com", name: "Ada" });
    const contact_id = made.id ?? "";
    expect(await client.contacts.find({ contact_id })).toMatchObject({ email: "ada@example.com" });
    const changed = await client.contacts.update({ contact_id, name: "Ada Lovelace" });
    expect(changed).toMatchObject({ name: "Ada Lovelace" });

    for (let i = 0; i < 4; i++) await client.contacts.create({ role: "lead", name: `Lead ${i}` });
    const names: (string | undefined)[] = [];
    for await (const contact of await client.contacts.list({ per_page: 2 })) {
      names.push(contact.name);
    }
    expect(names).toEqual(["Lead 3", "Lead 2", "Lead 1", "Lead 0", "Ada Lovelace"]);

    const found = await client.contacts.search({
      query: { field: "role", operator: "=", value: "lead" },
      pagination: { per_page: 3 },
    });
    expect(found.data).toHaveLength(3);
    expect(found.hasNextPage()).toBe(true);

    expect(await client.contacts.archive({ contact_id })).toMatchObject({ archived: true });
    expect(await client.contacts.unarchive({ contact_id })).toMatchObject({ archived: false });
    expect(await client.contacts.delete({ contact_id })).toMatchObject({ deleted: true });
    const gone = client.contacts.find({ contact_id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
    await expect(gone).rejects.toBeInstanceOf(IntercomError);
  });

  test("makes, reads, changes, lists, scrolls over and deletes companies", async () => {
    const { client } = await vendor();
    const made = await client.companies.createOrUpdate({ company_id: "1", name: "Engines" });
    expect(await client.companies.find({ company_id: made.id })).toMatchObject({ name: "Engines" });
    const changed = await client.companies.update({ company_id: made.id, body: { size: 3 } });
    expect(changed).toMatchObject({ size: 3, name: "Engines" });
    const missing = client.companies.retrieve({ name: "Nothing" });
    await expect(missing).rejects.toMatchObject({ statusCode: 404 });

    const { id = "" } = await client.contacts.create({ email: "ada@example.com" });
    await client.companies.attachContact({ contact_id: id, id: made.id });
    const listed: string[] = [];
    for await (const company of await client.companies.list()) listed.push(company.id);
    expect(listed).toEqual([made.id]);
    const scrolled: string[] = [];
    for await (const company of await client.companies.scroll()) {
      scrolled.push(company.id);
      break;
    }
    expect(scrolled).toEqual([made.id]);
    const attached = await client.companies.listAttachedContacts({ company_id: made.id });
    expect(attached).toMatchObject({ data: [{ id }] });

    expect(await client.companies.delete({ company_id: made.id })).toMatchObject({ deleted: true });
    await expect(client.companies.find({ company_id: made.id })).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  test("makes a content import source, and external pages in it", async () => {
    const { client } = await vendor();
    const url = "https://www.example.com";
    const source = await client.aiContent.createContentImportSource({ url });
    const page = {
      title: "Engines",
      html: "<h1>Engines</h1>",
      url: "https://www.example.com/engines",
      locale: "en" as const,
      source_id: source.id,
      external_id: "engines",
    };
    const made = await client.aiContent.createExternalPage(page);
    const again = await client.aiContent.createExternalPage({ ...page, title: "Machines" });
    expect(again).toMatchObject({ id: made.id, title: "Machines" });
    expect(await client.aiContent.listExternalPages()).toMatchObject({ total_count: 1 });
  });
});
