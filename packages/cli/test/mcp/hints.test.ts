import { expect, test } from "vitest";
import { callTool, connectSandbox } from "../support/mcp.ts";

const seed = { name: "acme", contacts: 3 } as const;
const notice = (names: string) => `The result has no field ${names}: check the names in fields.`;

test("a list whose items do not have a named field says so", async () => {
  const { client } = await connectSandbox({ sandbox: { seed } });
  const fields = ["id", "emial", "tags.data.nme", "custom_attributes.nope"];
  const { value } = await callTool(client, "contacts_list", { fields, limit: 2 });
  expect(value["notice"]).toContain('"emial"');
  expect(value["notice"]).not.toContain('"id"');
  const known = ["id", "email", "phone", "location.country", "tags.data.id"];
  const { value: complete } = await callTool(client, "contacts_list", { fields: known });
  expect(complete).not.toHaveProperty("notice");
});

test("a field that one item of a list has is not named", async () => {
  const { client, intercom } = await connectSandbox();
  await intercom.dataAttributes.create({ name: "plan", model: "contact", data_type: "string" });
  const contact = { role: "user", custom_attributes: { plan: "pro" } } as const;
  await intercom.contacts.create({ ...contact, external_id: "1" });
  await intercom.contacts.create({ role: "user", external_id: "2" });
  const fields = ["custom_attributes.plan"];
  const { value } = await callTool(client, "contacts_list", { fields });
  expect(value["items"]).toHaveLength(2);
  expect(value).not.toHaveProperty("notice");
});

test("an object that does not have a named field says so", async () => {
  const { client, intercom } = await connectSandbox();
  const { id } = await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  const given = { contact_id: id, fields: ["email", "adress", "owner_id.name"] };
  const { value } = await callTool(client, "contacts_get", given);
  // What is in `null` is unknown.
  expect(value).toEqual({ email: "ada@example.com", owner_id: null, notice: notice('"adress"') });
});

test("an argument with another value than those allowed says which they are", async () => {
  const { client } = await connectSandbox({ write: true });
  const { isError, text } = await callTool(client, "contacts_create", { role: "wizard" });
  expect({ isError, text }).toEqual({
    isError: true,
    text: "Wrong arguments for contacts_create: data/role must be equal to one of the allowed values (user, lead)",
  });
  const sort = { field: "created_at", order: "up" };
  const query = { field: "role", operator: "=", value: "user" };
  expect((await callTool(client, "contacts_search", { query, sort })).text).toContain(
    "data/sort/order must be equal to one of the allowed values (ascending, descending)",
  );
});
