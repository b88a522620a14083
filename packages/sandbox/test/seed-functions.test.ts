import { expect, test } from "vitest";
import { type Json, workspace } from "./support/workspace.ts";

test("a record of any seed with minimal properties is returned as described", async () => {
  const { sandbox, send } = await workspace("Preview");
  const { seed } = sandbox;
  const read = async (path: string) => {
    const { status, body } = await send("GET", path);
    expect(status, `${path} ${JSON.stringify(body)}`).toBe(200);
    return body as Json;
  };
  const contact = seed.contact({ email: "ada@example.com", name: "Ada" });
  const company = seed.company();
  expect(await read(`/articles/${seed.article().id}`)).toMatchObject({ state: "published" });
  expect((await read("/articles/1/versions")).data).toMatchObject([{ state: "published" }]);
  expect(
    await read(`/articles/${seed.article({ title: "Soon", state: "draft" }).id}`),
  ).toMatchObject({
    title: "Soon",
    state: "draft",
  });
  const collection = seed.collection({ name: "Start" });
  const inside = seed.article({ parent_ids: [Number(collection.id)] });
  expect(await read(`/articles/${inside.id}`)).toMatchObject({
    parent_ids: [Number(collection.id)],
  });
  await read(`/help_center/collections/${collection.id}`);
  const folder = seed.folder();
  seed.internalArticle({ folder_id: Number(folder.id) });
  expect(await read(`/folders/${folder.id}`)).toMatchObject({ content_count: 1 });
  await read("/internal_articles/1");
  await read(`/content_snippets/${seed.contentSnippet().id}`);
  seed.newsItem({ title: "New" });
  expect((await read("/news/newsfeeds/1/items")).data).toMatchObject([{ title: "New" }]);
  const source = seed.contentImportSource();
  await read(`/ai/content_import_sources/${source.id}`);
  await read(`/ai/external_pages/${seed.externalPage({ source_id: source.id }).id}`);
  await read(`/custom_object_instances/Order/${seed.customObject().id}`);
  seed.dataEvent({ contact_id: contact.id, name: "left" });
  const events = await read(`/events?type=user&intercom_user_id=${contact.id}`);
  expect(events.events).toMatchObject([{ event_name: "left" }]);
  seed.dataAttribute({ name: "plan", options: ["Free", "Team"] });
  expect((await read("/data_attributes")).data.at(-1)).toMatchObject({ name: "plan" });
  const mood = seed.conversationAttribute({ name: "Mood", labels: ["Good", "Bad"] });
  expect(await read(`/conversations/attributes/${mood.id}`)).toMatchObject({ data_type: "list" });
  expect(await read(`/notes/${seed.note({ owner_id: contact.id }).id}`)).toMatchObject({
    contact: { id: contact.id },
  });
  expect(
    await read(`/notes/${seed.note({ owner_id: company.id, on: "company" }).id}`),
  ).toMatchObject({
    company: { id: company.id },
  });
  await read(`/audiences/${seed.audience().id}`);
  const hours = seed.officeHours();
  const exception = seed.officeHoursException({ office_hours_schedule_id: hours.id });
  await read(`/office_hours_schedules/${hours.id}/office_hours_exceptions/${exception.id}`);
  seed.activityLog();
  expect((await read("/admins/activity_logs?created_at_after=1")).activity_logs.length).toBe(1);
  const connector = seed.dataConnector();
  expect(await read(`/data_connectors/${connector.id}`)).toMatchObject({ state: "live" });
});

test("the authors of a seeded conversation are the given ones", async () => {
  const { sandbox, send } = await workspace("2.16");
  const { seed } = sandbox;
  const contact_id = seed.contact({ email: "ada@example.com", name: "Ada" }).id;
  const { id } = seed.conversation({ contact_ids: [contact_id], source: { body: "<p>Hi</p>" } });
  seed.conversationPart({ conversation_id: id, admin_id: "1", body: "Hello Ada" });
  seed.conversationPart({ conversation_id: id, contact_id, body: "Hello Grace" });
  seed.conversationPart({ conversation_id: id, part_type: "close" });
  const { body } = await send("GET", `/conversations/${id}`);
  expect(body.source).toMatchObject({
    body: "<p>Hi</p>",
    author: { id: contact_id, type: "user" },
  });
  expect(
    body.conversation_parts.conversation_parts.map((part: Json) => [part.author.type, part.body]),
  ).toEqual([
    ["admin", "<p>Hello Ada</p>"],
    ["user", "<p>Hello Grace</p>"],
    ["bot", null],
  ]);
  const first = seed.conversation({ contact_ids: [contact_id], admin_id: "1" });
  const { body: outbound } = await send("GET", `/conversations/${first.id}`);
  expect(outbound.source).toMatchObject({
    delivered_as: "admin_initiated",
    author: { type: "admin" },
  });
  expect(outbound.waiting_since).toBeNull();
});

test("a seeded ticket is independent, or a converted conversation", async () => {
  const { sandbox, send } = await workspace("2.16");
  const { seed } = sandbox;
  const alone = seed.ticket();
  expect((await send("GET", `/tickets/${alone.id}`)).body).toMatchObject({
    category: "Customer",
    ticket_state: { category: "submitted" },
  });
  const type_id = seed.ticketType({ name: "Outage", category: "Tracker" }).id;
  const labels = ["Low", "High"];
  seed.ticketTypeAttribute({ ticket_type_id: type_id, name: "Severity", labels });
  const contact_ids = [seed.contact({ email: "ada@example.com" }).id];
  const { id } = seed.conversation({ contact_ids });
  seed.ticket({ id, type_id, contact_ids });
  expect((await send("GET", `/conversations/${id}`)).body.ticket).toMatchObject({
    ticket_type: { name: "Outage" },
  });
});
