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
