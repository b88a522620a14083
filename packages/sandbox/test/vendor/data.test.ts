import { describe, expect, test } from "vitest";
import { start } from "../support/workspace.ts";
import { testThatAllWasCalled, vendorWorkspace } from "./support.ts";

describe("the vendor's data attributes", () => {
  test("are created, updated, archived and listed; the types have no names for them", async () => {
    const { client } = await vendorWorkspace();
    const made = await client.dataAttributes.create({
      // @ts-expect-error The client's type lacks the two properties that have to be there.
      name: "plan",
      model: "contact",
      data_type: "options",
      options: [{ value: "free" }, { value: "pro" }],
    });
    expect(made).toMatchObject({ name: "plan", model: "contact", options: ["free", "pro"] });
    // Ids of attributes are typed as numbers, both here and in what is given back.
    const data_attribute_id = made.id ?? 0;
    const update = (body: object) =>
      client.dataAttributes.update({ data_attribute_id, body: body as never });
    expect(await update({ description: "What is paid" })).toMatchObject({
      description: "What is paid",
    });
    const options = [{ value: "free" }, { value: "pro" }, { value: "team" }];
    expect(await update({ options })).toMatchObject({ options: ["free", "pro", "team"] });
    const names = async (include_archived: boolean) => {
      const { data } = await client.dataAttributes.list({ model: "contact", include_archived });
      return data?.map(({ name }) => name);
    };
    expect(await names(false)).toContain("plan");
    await update({ archived: true });
    expect(await names(false)).not.toContain("plan");
    expect(await names(true)).toContain("plan");
  });

  test("in Unstable have bodies of type unknown", async () => {
    const { unstable } = await vendorWorkspace();
    const attribute = { name: "seats", model: "company", data_type: "integer" };
    const made = await unstable.dataAttributes.createDataAttribute(attribute);
    expect(made).toMatchObject({ name: "seats", data_type: "integer" });
    const changed = await unstable.dataAttributes.updateDataAttribute({
      id: Number(made.id),
      body: { description: "How many may use it" },
    });
    expect(changed).toMatchObject({ name: "seats", description: "How many may use it" });
    const { data } = await unstable.dataAttributes.lisDataAttributes({ model: "company" });
    expect(data?.map(({ name }) => name)).toContain("seats");
  });
});

describe("the vendor's events", () => {
  const invited = { event_name: "invited-friend", created_at: start - 60 };

  test("are sent, listed and summed up", async () => {
    const { client, advance } = await vendorWorkspace();
    const { id } = await client.contacts.create({ external_id: "user-1" });
    await client.events.create({ ...invited, id, metadata: { friend: "mary@example.com" } });
    await client.events.create({ ...invited, user_id: "user-1", created_at: start });
    const listed = await client.events.list({ user_id: "user-1", type: "user" });
    // The client's type has the summary alone.
    expect(listed).toMatchObject({
      type: "event.list",
      events: [
        { event_name: "invited-friend", created_at: start, metadata: {}, intercom_user_id: id },
        { created_at: start - 60, metadata: { friend: "mary@example.com" }, user_id: "user-1" },
      ],
    });
    advance(60);
    const summary = { event_name: "opened-door", count: 3, first: start, last: start + 60 };
    await client.events.summaries({ user_id: "user-1", event_summaries: summary });
    const summed = await client.events.list({ user_id: "user-1", type: "user", summary: true });
    expect(summed).toMatchObject({ type: "event.summary", intercom_user_id: id });
    expect(summed.events).toMatchObject([
      { name: "invited-friend", count: 2 },
      { name: "opened-door", count: 3 },
    ]);
    const missing = client.events.create({ ...invited, user_id: "user-2" });
    await expect(missing).rejects.toMatchObject({ statusCode: 404 });
  });

  test("are returned in pages, which the client cannot follow", async () => {
    const { client } = await vendorWorkspace();
    const { id } = await client.contacts.create({ email: "ada@example.com" });
    for (let i = 0; i < 3; i++)
      await client.events.create({ ...invited, id, created_at: start - i });
    const whose = { email: "ada@example.com", type: "user", per_page: 2 };
    const first = await client.events.list(whose);
    expect(first.events).toHaveLength(2);
    // The type has no pages. The next one's address holds a parameter that the method lacks.
    const { pages } = first as { pages?: { next?: string } };
    const before = new URL(pages?.next ?? "").searchParams.get("before");
    const rest = await client.events.list(whose, { queryParams: { before } });
    expect(rest.events).toHaveLength(1);
  });

  test("in Unstable are requested by a filter that is sent as JSON", async () => {
    const { unstable, sandbox, sent } = await vendorWorkspace();
    sandbox.seed.contact({ external_id: "user-1" });
    await unstable.dataEvents.createDataEvent({ ...invited, user_id: "user-1" });
    const event_summaries = { event_name: "opened-door", count: 3 };
    await unstable.dataEvents.dataEventSummaries({ user_id: "user-1", event_summaries });
    const filter = { user_id: "user-1" };
    const listed = unstable.dataEvents.lisDataEvents({ filter, type: "user", summary: true });
    await expect(listed).rejects.toMatchObject({ statusCode: 400 });
    const { searchParams } = new URL(sent.at(-1)?.path ?? "", "https://api.intercom.io");
    expect(searchParams.get("filter")).toBe('{"user_id":"user-1"}');
    // What does it is to name the parameter among the options of the request.
    const whose = { queryParams: filter };
    const all = { filter, type: "user", summary: true };
    expect(await unstable.dataEvents.lisDataEvents(all, whose)).toMatchObject({
      events: [{ name: "invited-friend" }, { name: "opened-door", count: 3 }],
    });
  });
});

describe("the vendor's custom objects", () => {
  const type = { custom_object_type_identifier: "Order" };

  test("are made, changed, found by both ids and deleted by both", async () => {
    const { client } = await vendorWorkspace();
    const { customObjectInstances: orders } = client;
    const order = { ...type, external_id: "order-1" };
    const made = await orders.createCustomObjectInstances({
      ...order,
      custom_attributes: { number: "17" },
    });
    const custom_object_instance_id = made?.id ?? "";
    expect(made).toMatchObject({ external_id: "order-1", custom_attributes: { number: "17" } });
    const custom_attributes = { status: "paid" };
    const changed = await orders.createCustomObjectInstances({ ...order, custom_attributes });
    expect(changed).toMatchObject({
      id: made?.id,
      custom_attributes: { number: "17", status: "paid" },
    });
    const byId = { ...type, custom_object_instance_id };
    expect(await orders.getCustomObjectInstancesById(byId)).toEqual(changed);
    expect(await orders.getCustomObjectInstancesByExternalId(order)).toEqual(changed);

    // The two names are mixed up: the one that says `ById` takes the external id, and the other
    // way round.
    expect(await orders.deleteCustomObjectInstancesById(order)).toMatchObject({ deleted: true });
    const gone = orders.getCustomObjectInstancesById(byId);
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
    const second = await orders.createCustomObjectInstances({ ...type, external_id: "order-2" });
    const deleted = await orders.deleteCustomObjectInstancesByExternalId({
      ...type,
      custom_object_instance_id: second?.id ?? "",
    });
    expect(deleted).toMatchObject({ id: second?.id, deleted: true });
  });

  test("in Unstable do the same, but the object by external id is in a list", async () => {
    const { unstable } = await vendorWorkspace();
    const { customObjectInstances: orders } = unstable;
    const order = { ...type, external_id: "order-1" };
    const made = await orders.createCustomObjectInstances(order);
    const id = made?.id ?? "";
    expect(await orders.getCustomObjectInstancesById({ ...type, id })).toMatchObject({ id });
    expect(await orders.getCustomObjectInstancesByExternalId(order)).toMatchObject({
      data: [{ id }],
    });
    expect(await orders.deleteCustomObjectInstancesById(order)).toMatchObject({
      id,
      deleted: true,
    });
    const second = await orders.createCustomObjectInstances({ ...type, external_id: "order-2" });
    const byId = { ...type, id: second?.id ?? "" };
    expect(await orders.deleteCustomObjectInstancesByExternalId(byId)).toMatchObject({
      deleted: true,
    });
  });
});

testThatAllWasCalled("data");
