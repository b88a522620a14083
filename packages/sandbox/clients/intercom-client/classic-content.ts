import { describe, expect, test } from "vitest";
import { differs } from "../test-client.ts";
import type { Start } from "./classic.ts";
import { expectEachOnce } from "./classic-people.ts";

const adminId = "1";

export function content(start: Start): void {
  test("articles are made, read, changed, listed and deleted", async () => {
    const { client } = await start();
    const { id: collection } = await client["helpCenter"].collections.create({ name: "Basics" });
    const made = await client["articles"].create({
      ...{ title: "First steps", description: "Begin", body: "<p>Here</p>", authorId: 1 },
      ...{ state: "published", parentId: Number(collection), parentType: "collection" },
    });
    expect(made).toMatchObject({ type: "article", title: "First steps", state: "published" });
    const { id } = made;
    expect(await client["articles"].find({ id })).toMatchObject({ id, description: "Begin" });
    const changed = await client["articles"].update({ id, title: "Next steps" });
    expect(changed).toMatchObject({ id, title: "Next steps", body: made.body });
    const listed = await client["articles"].list({ page: 1, perPage: 10 });
    expect(listed.data).toMatchObject([{ id }]);
    expect(await client["articles"].delete({ id })).toMatchObject({ id, deleted: true });
  });

  test("articles are listed by page, each once", async () => {
    const { client } = await start({ seed: "acme" });
    const first = await client["articles"].list({ perPage: 7 });
    const articles = [...first.data];
    for (let page = 2; page <= first.pages.total_pages; page++) {
      articles.push(...(await client["articles"].list({ page, perPage: 7 })).data);
    }
    expectEachOnce(articles, first.total_count);
  });

  test("collections and sections are made, read, changed, listed and deleted", async () => {
    const { client } = await start();
    const { collections, sections } = client["helpCenter"];
    const { id } = await collections.create({ name: "Basics", description: "What comes first" });
    expect(await collections.find({ id })).toMatchObject({ id, description: "What comes first" });
    expect(await collections.update({ id, name: "Basic" })).toMatchObject({ id, name: "Basic" });
    expect((await collections.list({ page: 1, perPage: 5 })).data).toMatchObject([{ id }]);
    const section = await sections.create({ name: "One", parentId: id });
    expect(section).toMatchObject({ name: "One", parent_id: id });
    expect(await sections.find({ id: section.id })).toMatchObject({ id: section.id });
    const renamed = await sections.update({ id: section.id, name: "Two" });
    expect(renamed).toMatchObject({ id: section.id, name: "Two" });
    expect((await sections.list({ page: 1, perPage: 5 })).data).toMatchObject([{ name: "Two" }]);
    expect(await sections.delete({ id: section.id })).toMatchObject({ deleted: true });
    expect(await collections.delete({ id })).toMatchObject({ id, deleted: true });
  });

  test("notes are written, read and listed", async () => {
    const { client } = await start();
    const { id: contactId } = await client["contacts"].createUser({ externalId: "u1" });
    const { id } = await client["notes"].create({ adminId, body: "Likes engines", contactId });
    expect((await client["notes"].find({ id })).body).toContain("Likes engines");
    const listed = await client["notes"].list({ contactId, page: 1, perPage: 5 });
    expect(listed.data).toMatchObject([{ id }]);
  });

  test("tags are created, renamed, attached, detached and deleted", async () => {
    const { client, sandbox } = await start();
    const tag = await client["tags"].create({ name: "VIP" });
    const { id: tagId } = tag;
    expect(tag).toMatchObject({ type: "tag", name: "VIP" });
    const renamed = await client["tags"].update({ id: tagId, name: "Very important" });
    expect(renamed).toMatchObject({ id: tagId, name: "Very important" });
    expect((await client["tags"].list()).data).toMatchObject([{ id: tagId }]);
    const { id: contactId } = await client["contacts"].createUser({ externalId: "u1" });
    const company = await client["companies"].create({ companyId: "c1", name: "Engines" });
    const conversationId = sandbox.seed.conversation({ contact_ids: [contactId] }).id;
    const onContact = { contactId, tagId };
    expect(await client["tags"].tagContact(onContact)).toMatchObject({ id: tagId });
    expect(await client["tags"].untagContact(onContact)).toMatchObject({ id: tagId });
    const onConversation = { conversationId, tagId, adminId };
    expect(await client["tags"].tagConversation(onConversation)).toMatchObject({ id: tagId });
    expect(await client["tags"].untagConversation(onConversation)).toMatchObject({ id: tagId });
    const onCompanies = { tagName: "Very important", companiesIds: [company.id] };
    expect(await client["tags"].tagCompanies(onCompanies)).toMatchObject({ id: tagId });
    const tagged = await client["companies"].find({ companyId: "c1" });
    expect(tagged.tags.tags).toMatchObject([{ id: tagId }]);
    expect(await client["tags"].untagCompanies(onCompanies)).toMatchObject({ id: tagId });
    await client["tags"].delete({ id: tagId });
    expect((await client["tags"].list()).data).toEqual([]);
  });

  describe("the workspace", () => {
    test("has admins, teams, segments and subscription types", async () => {
      const { client } = await start({ seed: "acme" });
      expect(await client["ping"]()).toMatchObject({ type: "admin.list" });
      const { admins } = await client["admins"].list();
      const [{ id }] = admins;
      expect(await client["admins"].find({ id })).toMatchObject({ type: "admin", id });
      const away = { adminId: id, enableAwayMode: true, enableReassignMode: false };
      expect(await client["admins"].away(away)).toMatchObject({ id, away_mode_enabled: true });
      const [team] = (await client["teams"].list()).teams;
      expect(await client["teams"].find({ id: team.id })).toMatchObject({ name: team.name });
      const { segments } = await client["segments"].list({ includeCount: true });
      expect(segments[0].count).toEqual(expect.any(Number));
      const segment = await client["segments"].find({ id: segments[0].id, includeCount: true });
      expect(segment).toEqual(segments[0]);
      expect((await client["subscriptions"].listTypes()).data.length).toBeGreaterThan(1);
      const logs = await client["admins"].listAllActivityLogs({
        ...{ after: new Date("2020-01-01"), before: new Date() },
      });
      expect(logs).toMatchObject({ type: "activity_log.list" });
    });

    test("has data attributes, which can be defined", async () => {
      const { client } = await start();
      const made = await client["dataAttributes"].create({
        ...{ name: "colour", model: "contact", dataType: "string", description: "Of the car" },
        options: ["red", "blue"],
      });
      expect(made).toMatchObject({ name: "colour", model: "contact", data_type: "string" });
      const { id } = made;
      const changed = await client["dataAttributes"].update({ id, description: "Of the bike" });
      expect(changed).toMatchObject({ id, description: "Of the bike" });
      const listed = await client["dataAttributes"].list({ model: "contact" });
      expect(listed.data.filter(({ custom }: { custom: boolean }) => custom)).toMatchObject([
        { name: "colour" },
      ]);
    });

    test("stores events, and lists them", async () => {
      const { client } = await start();
      const { id } = await client["contacts"].createUser({ externalId: "u1" });
      const createdAt = Math.floor(Date.now() / 1000);
      await client["events"].create({ eventName: "ordered", createdAt, userId: "u1" });
      await client["events"].create({ eventName: "ordered", createdAt: createdAt - 9, id });
      const listed = await client["events"].listBy({ userId: "u1", perPage: 10 });
      expect(listed.events).toHaveLength(2);
      const summary = await client["events"].listBy({ userId: "u1", perPage: 10, summary: true });
      expect(summary.events).toMatchObject([{ name: "ordered", count: 2 }]);
    });

    test("exports its messages", async () => {
      const { client } = await start();
      const now = Math.floor(Date.now() / 1000);
      const span = { createdAtAfter: now - 1000, createdAtBefore: now };
      const job = await client["dataExport"].create(span);
      expect(job).toMatchObject({ status: "pending" });
      const id = job.job_identifier;
      expect(await client["dataExport"].find({ id })).toMatchObject({ job_identifier: id });
      expect(await client["dataExport"].cancel({ id })).toMatchObject({ job_identifier: id });
    });

    test("redirects phone calls", async () => {
      const { client } = await start();
      const made = await client["phoneCallRedirect"].create({ phone: "+353832345678" });
      expect(made).toMatchObject({ type: "phone_call_redirect" });
    });

    differs("counts", async () => {
      const { client, refuses } = await start();
      const names = [
        ...["forApp", "countCompany", "countCompanySegment", "countCompanyTag", "countCompanyUser"],
        ...["countConversation", "countAdminConversation", "countUser", "countUserSegment"],
        "countUserTag",
      ];
      for (const name of names) {
        await expect(client["counts"][name]()).rejects.toBeDefined();
        refuses("GET /counts 400");
      }
    });
  });
}
