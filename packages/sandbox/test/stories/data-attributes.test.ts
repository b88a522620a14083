import { expect, test } from "vitest";
import { firstError, type Json, workspace } from "../support/workspace.ts";

test("up to 2.15, the attributes of conversations are among all, built-in and custom", async () => {
  const { send } = await workspace("2.15");
  const headers = { "Intercom-Version": "2.16" };
  const options = [{ label: "Billing" }, { label: "Bug" }];
  const topic = { name: "Topic", data_type: "list", options };
  await send("POST", "/conversations/attributes", topic, headers);
  const { body } = await send("GET", "/data_attributes?model=conversation");
  const named = (name: string) => body.data.find((one: Json) => one.name === name);
  expect(named("id")).toEqual({
    type: "data_attribute",
    model: "conversation",
    name: "id",
    full_name: "id",
    label: "ID",
    description: "ID",
    data_type: "integer",
    api_writable: false,
    messenger_writable: false,
    ui_writable: false,
    custom: false,
    archived: false,
  });
  expect(named("Topic")).toMatchObject({
    full_name: "custom_attributes.Topic",
    data_type: "string",
    options: ["Billing", "Bug"],
    custom: true,
  });
  const models = async (version: string) => {
    const all = await send("GET", "/data_attributes", undefined, { "Intercom-Version": version });
    return [...new Set(all.body.data.map(({ model }: Json) => model))];
  };
  expect(await models("2.15")).toEqual(["contact", "company", "conversation"]);
  expect(await models("2.16")).toEqual(["contact", "company"]);
});

test("from 2.16 on, a list of those of conversations is refused, with their new place", async () => {
  for (const version of ["2.16", "Preview"]) {
    const { send } = await workspace(version);
    const refused = await send("GET", "/data_attributes?model=conversation");
    expect(firstError(refused), version).toEqual({ status: 422, code: "parameter_invalid" });
    expect(refused.body.errors[0].message, version).toContain("GET /conversations/attributes");
    const unknown = await send("GET", "/data_attributes?model=ticket");
    expect(firstError(unknown), version).toEqual({ status: 400, code: "parameter_invalid" });
  }
});

test("a built-in attribute is named by its path, and a nested one by the end of it", async () => {
  const { send } = await workspace("2.16");
  const { body } = await send("GET", "/data_attributes?model=company");
  const paths = body.data.map(({ name, full_name }: Json) => `${name}: ${full_name}`);
  expect(paths).toEqual(expect.arrayContaining(["name: name", "name: plan.name", "id: plan.id"]));
});

test.each([
  ["POST", "/contacts", { email: "ada@example.com" }],
  ["PUT", "/contacts/{contact}", {}],
  ["POST", "/companies", { company_id: "engines" }],
  ["PUT", "/companies/{company}", {}],
  ["PUT", "/visitors", { user_id: "v1" }],
  ["PUT", "/conversations/{conversation}", {}],
  ["POST", "/phone_call_redirects", { phone: "+353832345678" }],
])(
  "%s %s refuses attributes that are not as defined, and changes nothing",
  async (method, template, body) => {
    const { send, sandbox } = await workspace();
    const { seed } = sandbox;
    for (const model of ["contact", "company"] as const) {
      seed.dataAttribute({ model, name: "seats", data_type: "integer" });
      seed.dataAttribute({ model, name: "tier", options: ["free", "pro"] });
    }
    seed.conversationAttribute({ name: "seats", data_type: "integer" });
    seed.conversationAttribute({ name: "tier", labels: ["free", "pro"] });
    seed.visitor({ user_id: "v1" });
    const contact = seed.contact({ email: "grace@example.com" }).id;
    const company = seed.company({ company_id: "acme" }).id;
    const ids: Record<string, string> = {
      contact,
      company,
      conversation: seed.conversation({ contact_ids: [contact] }).id,
    };
    const path = template.replace(/\{(\w+)\}/, (_, name: string) => ids[name] ?? "");
    const set = (custom_attributes: Json) => send(method, path, { ...body, custom_attributes });
    const { collections: before } = sandbox.snapshot();
    for (const wrong of [
      { unknown: "x" },
      { unknown: null },
      { seats: "many" },
      { tier: "gold" },
    ]) {
      const { status, body: error } = await set(wrong);
      expect([status, JSON.stringify(error)]).toEqual([
        400,
        expect.stringContaining('"parameter_invalid"'),
      ]);
    }
    expect(sandbox.snapshot().collections).toEqual(before);
    // References to custom objects have no definition.
    expect((await set({ seats: 3, tier: "pro", Order: ["1"] })).status).toBe(200);
  },
);
