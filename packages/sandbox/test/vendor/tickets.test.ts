import { describe, expect, test } from "vitest";
import { start } from "../support/workspace.ts";
import { collect, testThatAllWasCalled, type VendorWorkspace, vendorWorkspace } from "./support.ts";

const admin = { type: "admin", admin_id: "1" } as const;

async function withType(): Promise<
  VendorWorkspace & { contact_id: string; ticket_type_id: string }
> {
  const made = await vendorWorkspace();
  const { id } = await made.client.contacts.create({ email: "ada@example.com" });
  const type = await made.client.ticketTypes.create({ name: "Bug", category: "Customer" });
  return { ...made, contact_id: id, ticket_type_id: type?.id ?? "" };
}

describe("the vendor's ticket types", () => {
  test("are created, read, updated and listed; archived ones stay", async () => {
    const { client, ticket_type_id } = await withType();
    expect(await client.ticketTypes.get({ ticket_type_id })).toMatchObject({
      name: "Bug",
      category: "Customer",
      archived: false,
    });
    const change = { ticket_type_id, name: "Fault", icon: "🐞", archived: true };
    expect(await client.ticketTypes.update(change)).toMatchObject({ name: "Fault", icon: "🐞" });
    const listed = await client.ticketTypes.list();
    expect(listed.data).toMatchObject([{ id: ticket_type_id, archived: true }]);
  });

  test("have attributes, whose list items tickets name by id", async () => {
    const { client, ticket_type_id, contact_id } = await withType();
    const made = await client.ticketTypes.attributes.create({
      ticket_type_id,
      name: "Size",
      description: "How large it is",
      data_type: "list",
      list_items: "small,large",
    });
    expect(made).toMatchObject({ name: "Size", data_type: "list" });
    const changed = await client.ticketTypes.attributes.update({
      ticket_type_id,
      attribute_id: made?.id ?? "",
      description: "Small or large",
    });
    expect(changed).toMatchObject({ id: made?.id, description: "Small or large" });
    const { ticket_type_attributes } = (await client.ticketTypes.get({ ticket_type_id })) ?? {};
    // The client's type has the attributes in `ticket_type_attributes`; they are in `data`.
    const { data } = ticket_type_attributes as unknown as { data: { name: string }[] };
    expect(data.map(({ name }) => name)).toContain("Size");

    const options = made?.input_options as { list_options: { id: string; label: string }[] };
    const [small] = options.list_options;
    const ticket = await client.tickets.create({
      ticket_type_id,
      contacts: [{ id: contact_id }],
      // @ts-expect-error What makes a ticket a ticket is left out of the client's type.
      ticket_attributes: { _default_title_: "Invoice", Size: small?.id },
    });
    const { ticket_attributes } = ticket ?? {};
    expect(ticket_attributes).toMatchObject({ _default_title_: "Invoice", Size: small?.id });
  });
});

describe("the vendor's tickets", () => {
  test("are made, read, changed, answered and deleted", async () => {
    const { client, contact_id, ticket_type_id } = await withType();
    const contacts = [{ id: contact_id }];
    const made = await client.tickets.create({ ticket_type_id, contacts });
    const ticket_id = made?.id ?? "";
    expect(await client.tickets.get({ ticket_id })).toMatchObject({
      open: true,
      ticket_state: { category: "submitted" },
      ticket_type: { id: ticket_type_id },
      contacts: { contacts: [{ id: contact_id }] },
    });
    const states = await client.ticketStates.listTicketStates();
    const resolved = states.data?.find((state) => state?.category === "resolved");
    const changed = await client.tickets.update({
      ticket_id,
      ticket_attributes: { _default_title_: "Invoice" },
      ticket_state_id: resolved?.id ?? "",
      assignee_id: "1",
      admin_id: 1,
      is_shared: true,
    });
    expect(changed).toMatchObject({
      ticket_attributes: { _default_title_: "Invoice" },
      ticket_state: { category: "resolved" },
      is_shared: true,
    });
    const snoozed = { ticket_id, snoozed_until: start + 600, admin_id: 1 };
    expect(await client.tickets.update(snoozed)).toMatchObject({ snoozed_until: start + 600 });

    const note = { ...admin, message_type: "note", body: "Done" } as const;
    const replied = await client.tickets.reply({ ticket_id, body: note });
    expect(replied).toMatchObject({ type: "ticket_part", part_type: "note", body: "<p>Done</p>" });
    const { ticket_parts } = (await client.tickets.get({ ticket_id })) ?? {};
    expect(ticket_parts?.ticket_parts?.map(({ id }) => id)).toContain(replied.id);

    expect(await client.tickets.deleteTicket({ ticket_id })).toMatchObject({ deleted: true });
    const gone = client.tickets.get({ ticket_id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  test("are searched over all pages", async () => {
    const { client, contact_id, ticket_type_id, advance } = await withType();
    for (let i = 0; i < 3; i++) {
      await client.tickets.create({ ticket_type_id, contacts: [{ id: contact_id }] });
      advance(60);
    }
    const query = { field: "ticket_type_id", operator: "=", value: ticket_type_id } as const;
    const found = await client.tickets.search({ query, pagination: { per_page: 2 } });
    expect(found.response).toMatchObject({ total_count: 3, pages: { total_pages: 2 } });
    const ids = (await collect(found)).map((ticket) => ticket?.id);
    expect(new Set(ids).size).toBe(3);
    const none = { field: "state", operator: "=", value: "resolved" } as const;
    expect(await collect(client.tickets.search({ query: none }))).toEqual([]);
  });

  test("are enqueued, and exist when their job is done", async () => {
    const { client, contact_id, ticket_type_id, advance } = await withType();
    const contacts = [{ id: contact_id }];
    const job = await client.tickets.enqueueCreateTicket({ ticket_type_id, contacts });
    expect(job).toMatchObject({ type: "job", status: "pending", resource_type: "ticket" });
    advance(60);
    const done = await client.jobs.status({ job_id: job.id });
    expect(done).toMatchObject({ id: job.id, status: "success" });
    const ticket = await client.tickets.get({ ticket_id: done.resource_id ?? "" });
    expect(ticket).toMatchObject({ ticket_type: { id: ticket_type_id } });
    const unknown = client.jobs.status({ job_id: "404" });
    await expect(unknown).rejects.toMatchObject({ statusCode: 404 });
  });
});

async function withUnstableType() {
  const made = await vendorWorkspace();
  const contact_id = made.sandbox.seed.contact({ email: "ada@example.com" }).id;
  const type = await made.unstable.ticketTypes.createTicketType({
    name: "Bug",
    description: "What is broken",
    category: "Customer",
  });
  return { ...made, contact_id, ticket_type_id: type?.id ?? "" };
}

describe("the vendor's tickets in Unstable", () => {
  test("have types with attributes; types are created here, but updated with the other client", async () => {
    const { client, unstable, ticket_type_id } = await withUnstableType();
    const made = await unstable.ticketTypeAttributes.createTicketTypeAttribute({
      ticket_type_id,
      name: "Severity",
      description: "How bad it is",
      data_type: "integer",
    });
    const changed = await unstable.ticketTypeAttributes.updateTicketTypeAttribute({
      ticket_type_id,
      id: made?.id ?? "",
      required_to_create: true,
    });
    expect(changed).toMatchObject({ id: made?.id, required_to_create: true });
    expect("updateTicketType" in unstable.ticketTypes).toBe(false);
    await client.ticketTypes.update({ ticket_type_id, name: "Fault" });
    const read = await unstable.ticketTypes.getTicketType({ id: ticket_type_id });
    expect(read).toMatchObject({ name: "Fault", category: "Customer" });
    const { data } = await unstable.ticketTypes.listTicketTypes();
    expect(data).toMatchObject([{ id: ticket_type_id }]);
  });

  test("are created by enqueuing only, then updated, answered, found and deleted", async () => {
    const { unstable, contact_id, ticket_type_id, advance } = await withUnstableType();
    // Unlike the other client, this one has no method that creates a ticket at once.
    expect("createTicket" in unstable.tickets).toBe(false);
    const job = await unstable.tickets.enqueueCreateTicket({
      ticket_type_id,
      contacts: [{ id: contact_id }],
    });
    advance(60);
    const done = await unstable.jobs.status({ id: job.id });
    expect(done.status).toBe("success");
    const id = done.resource_id ?? "";
    expect(await unstable.tickets.getTicket({ id })).toMatchObject({ open: true });

    const states = await unstable.ticketStates.listTicketStates();
    const inProgress = states.data?.find((state) => state?.category === "in_progress");
    const change = { id, ticket_state_id: inProgress?.id ?? "", open: true };
    expect(await unstable.tickets.updateTicket(change)).toMatchObject({
      ticket_state: { category: "in_progress" },
    });
    const body = {
      message_type: "comment",
      type: "user",
      intercom_user_id: contact_id,
      body: "Thanks",
    } as const;
    const replied = await unstable.tickets.replyTicket({ id, body });
    expect(replied).toMatchObject({ part_type: "comment", author: { id: contact_id } });
    const query = { field: "state", operator: "=", value: "in_progress" } as const;
    const found = await unstable.tickets.searchTickets({ query });
    expect(found).toMatchObject({ total_count: 1, tickets: [{ id }] });
    expect(await unstable.tickets.deleteTicket({ id })).toMatchObject({ deleted: true });
    const gone = unstable.tickets.getTicket({ id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });
});

testThatAllWasCalled("tickets");
