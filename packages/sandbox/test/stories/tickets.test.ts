import { expect, test } from "vitest";
import { firstError, type Workspace, workspace } from "../support/workspace.ts";

async function withTypes(version?: string) {
  const made = await workspace(version);
  const type = async (name: string, category: string): Promise<string> =>
    (await made.send("POST", "/ticket_types", { name, description: name, category })).body.id;
  const contact = made.sandbox.seed.contact({ email: "ada@example.com" }).id;
  return { ...made, type, contact };
}

const create = ({ send }: Pick<Workspace, "send">, type: string, contact: string, values = {}) =>
  send("POST", "/tickets", {
    ticket_type_id: type,
    contacts: [{ id: contact }],
    ticket_attributes: { _default_title_: "Invoice", ...values },
  });

test("a ticket is created, updated, answered, found and deleted", async () => {
  const made = await withTypes();
  const { send, contact } = made;
  const type = await made.type("Request", "Customer");
  const size = { name: "Size", description: "", data_type: "list", list_items: "small,large" };
  const { body: list } = await send("POST", `/ticket_types/${type}/attributes`, size);
  const [small] = list.input_options.list_options;

  const unknown = await create(made, type, contact, { Colour: "red" });
  expect(firstError(unknown)).toEqual({ status: 400, code: "parameter_invalid" });
  const { body: ticket } = await create(made, type, contact, { Size: small.id });
  expect(ticket).toMatchObject({ open: true, ticket_state: { category: "submitted" } });

  const at = `/tickets/${ticket.id}`;
  const { body: states } = await send("GET", "/ticket_states");
  const resolved = states.data.find(
    ({ category }: { category: string }) => category === "resolved",
  ).id;
  const change = { ticket_state_id: resolved, assignee_id: "1", open: false };
  const { body: changed } = await send("PUT", at, change);
  expect(changed).toMatchObject({ open: false, admin_assignee_id: 1 });
  const wrong = await send("PUT", at, { ticket_state_id: "404" });
  expect(firstError(wrong)).toEqual({ status: 400, code: "ticket_state_id_invalid" });

  const note = { message_type: "note", type: "admin", admin_id: "1", body: "Done" };
  expect((await send("POST", `${at}/reply`, note)).body).toMatchObject({ part_type: "note" });
  const find = (field: string, value: unknown) =>
    send("POST", "/tickets/search", { query: { field, operator: "=", value } });
  expect((await find("category", "request")).body.total_count).toBe(1);
  expect((await find(`ticket_attribute.${list.id}`, small.id)).body.total_count).toBe(1);
  expect((await find("state", "submitted")).body.total_count).toBe(0);

  await send("DELETE", at);
  expect(firstError(await send("GET", at)).status).toBe(404);
});

test("a refusal names the attributes that are missing, and the ids that a list attribute takes", async () => {
  const made = await withTypes();
  const type = await made.type("Request", "Customer");
  const size = { name: "Size", description: "", data_type: "list", list_items: "small,large" };
  const required = { ...size, required_to_create: true };
  const { body } = await made.send("POST", `/ticket_types/${type}/attributes`, required);
  const [small, large] = body.input_options.list_options;
  const messageFor = async (values: object) =>
    (await create(made, type, made.contact, values)).body.errors[0].message;

  expect(await messageFor({})).toBe("Missing required ticket attributes: Size");
  expect(await messageFor({ Size: "small" })).toBe(
    `Ticket attribute Size must be the id of one of its list items: ${small.id} (small), ${large.id} (large)`,
  );
});

test("a conversation is converted to a ticket, and is linked to one tracker ticket", async () => {
  const made = await withTypes();
  const { send, contact } = made;
  const message = { from: { type: "user", id: contact }, body: "It is down" };
  const { conversation_id: id } = (await send("POST", "/conversations", message)).body;
  const backOffice = await made.type("Task", "Back-office");
  const convert = (ticket_type_id: string) =>
    send("POST", `/conversations/${id}/convert`, { ticket_type_id });
  expect(firstError(await convert(backOffice)).code).toBe("parameter_invalid");
  const { body: ticket } = await convert(await made.type("Request", "Customer"));
  expect((await send("GET", `/conversations/${id}`)).body.ticket.ticket_id).toBe(ticket.ticket_id);

  const tracker = (await create(made, await made.type("Outage", "Tracker"), contact)).body.id;
  const at = `/tickets/${tracker}/linked_conversations`;
  const { body: linked } = await send("POST", at, { conversation_id: id });
  expect(linked.linked_objects.data).toMatchObject([{ id: tracker, category: "Tracker" }]);
  const twice = await send("POST", at, { conversation_id: id });
  expect(firstError(twice).code).toBe("already_linked_to_tracker");
  const { body: free } = await send("DELETE", `${at}/${id}`);
  expect(free.linked_objects.total_count).toBe(0);
});

test("contacts cannot reply to back-office tickets; an enqueued ticket is created by its job", async () => {
  const made = await withTypes();
  const { send, contact, advance } = made;
  const type = await made.type("Task", "Back-office");
  const { body: ticket } = await create(made, type, contact);
  const answer = { message_type: "comment", type: "user", intercom_user_id: contact, body: "Hm" };
  const refused = await send("POST", `/tickets/${ticket.id}/reply`, answer);
  expect(firstError(refused)).toEqual({ status: 400, code: "parameter_mismatch" });
  const input = { ticket_type_id: type, contacts: [{ email: "ada@example.com" }] };
  const { body: job } = await send("POST", "/tickets/enqueue", input);
  expect(job).toMatchObject({ status: "pending", resource_id: null });
  const readJob = async () => (await send("GET", `/jobs/status/${job.id}`)).body;
  expect(await readJob()).toMatchObject({ status: "pending", resource_url: null });
  const done = await readJob();
  expect(done).toMatchObject({ status: "success", resource_url: expect.any(String) });
  expect((await send("GET", `/tickets/${done.resource_id}`)).status).toBe(200);
  const { body: second } = await send("POST", "/tickets/enqueue", input);
  advance(60);
  expect((await send("GET", `/jobs/status/${second.id}`)).body.status).toBe("success");
});
