import { createServer } from "node:http";
import { createIntercom } from "@interkit/client/2.16";
import { createIntercom as createIntercom217 } from "@interkit/client/2.17";
import { contacts } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { attribute, declared, rowsSetup } from "../support/rows.ts";

/** A workspace with an attribute of each type, and its contacts. */
async function setup() {
  const world = rowsSetup();
  const { dataAttributes } = world.intercom;
  for (const data_type of ["string", "integer", "float", "boolean", "date"] as const) {
    await dataAttributes.create({ name: `a_${data_type}`, model: "contact", data_type });
  }
  const options = [{ value: "free" }, { value: "pro" }, { value: "enterprise" }];
  await dataAttributes.create({ name: "plan", model: "contact", data_type: "options", options });
  await dataAttributes.create({ name: "region", model: "company", data_type: "string" });
  const collection = contacts(world.intercom);
  const opened = await world.open(collection);
  const convert = (row: object) =>
    declared(collection, opened, [{ external_id: "1", ...row }])[0]?.fields;
  const check = (...rows: object[]) => {
    const numbered = rows.map((row, index) => ({ external_id: `u${index + 1}`, ...row }));
    return opened.check(declared(collection, opened, numbered));
  };
  return { ...world, collection, opened, convert, check };
}

test("the text of a flat row becomes the type that Intercom has defined", async () => {
  const { convert, check } = await setup();
  const row = {
    ...attribute("a_string", "007"),
    ...attribute("a_integer", " 12 "),
    ...attribute("a_float", "12.50"),
    ...attribute("a_boolean", "TRUE"),
    ...attribute("a_date", "2026-11-28"),
    ...attribute("plan", "pro"),
    signed_up_at: "2026-11-28T10:30:00+01:00",
    unsubscribed_from_emails: "f",
    owner_id: 1,
  };
  expect(convert(row)).toEqual({
    external_id: "1",
    signed_up_at: 1795858200,
    unsubscribed_from_emails: false,
    owner_id: "1",
    custom_attributes: {
      a_string: "007",
      a_integer: 12,
      a_float: 12.5,
      a_boolean: true,
      a_date: 1795824000,
      plan: "pro",
    },
  });
  expect(await check(row)).toEqual([]);
});

test("the values of a database are converted, too", async () => {
  const { convert, check } = await setup();
  const at = new Date("2026-11-28T09:30:00.900Z");
  const custom_attributes = { a_string: 7n, a_integer: "12.0", a_boolean: 1, a_date: at };
  const row = { signed_up_at: at, custom_attributes };
  expect(convert(row)).toEqual({
    external_id: "1",
    signed_up_at: 1795858200,
    custom_attributes: { a_string: "7", a_integer: 12, a_boolean: true, a_date: 1795858200 },
  });
  expect(await check(row)).toEqual([]);
});

test.each([
  ["1795858200", 1795858200],
  ["2026-11-28 09:30:00", 1795858200],
  ["2026-11-28T09:30Z", 1795858200],
  ["2026-11-28 10:30:00.5+01", 1795858200],
  ["2026-11-28T11:30:00+0200", 1795858200],
  ["2024-02-29", 1709164800],
])("the time %s is read as one of UTC, unless it has a zone", async (text, seconds) => {
  const { convert } = await setup();
  expect(convert({ signed_up_at: text })?.["signed_up_at"]).toBe(seconds);
});

test.each([
  "2026-02-30",
  "28/11/2026",
  "2026-13-01",
  "tomorrow",
  "1795858200000",
  "2026-11-28T25:00",
])("%s is no time", async (text) => {
  const { check } = await setup();
  expect(await check({ signed_up_at: text })).toEqual([
    '"signed_up_at" must be a time: Unix seconds, or ISO 8601 such as 2026-11-28T09:30:00Z ("u1")',
  ]);
});

test("a value of another type is named once, with the rows", async () => {
  const { check } = await setup();
  const rows = Array.from({ length: 1_000 }, () => attribute("a_integer", "many"));
  expect(
    await check(...rows, attribute("a_boolean", "maybe"), attribute("a_float", "1,5")),
  ).toEqual([
    '"custom_attributes.a_integer" must be a whole number ("u1", "u2", "u3" and 997 more)',
    '"custom_attributes.a_boolean" must be true or false ("u1001")',
    '"custom_attributes.a_float" must be a number ("u1002")',
  ]);
});

test("an attribute that does not exist is named with the nearest one and the fix", async () => {
  const { check } = await setup();
  const [problem, other] = await check(attribute("plna", "pro"), attribute("region", 7));
  expect(problem).toContain('"custom_attributes.plna" is no attribute of a contact');
  expect(problem).toContain('did you mean "custom_attributes.plan"?');
  expect(problem).toContain(
    'dataAttributes.create({ name: "plna", model: "contact", data_type: "string" })',
  );
  // Companies have it.
  expect(other).toContain('"custom_attributes.region" is no attribute of a contact; correct');
  expect(other).toContain('data_type: "integer"');
});

test("an option that is not listed is refused with those that are", async () => {
  const { check } = await setup();
  expect(await check(attribute("plan", "Pro"), attribute("plan", "gold"))).toEqual([
    '"custom_attributes.plan" must be one of "free", "pro", "enterprise", not "Pro"; did you mean "pro"? ("u1")',
    '"custom_attributes.plan" must be one of "free", "pro", "enterprise", not "gold" ("u2")',
  ]);
});

test("an archived attribute is refused with the call that restores it", async () => {
  const { check, intercom, open, collection } = await setup();
  const all = await intercom.dataAttributes.list({ model: "contact" }).collect({ limit: 100 });
  const id = all.find(({ name }) => name === "a_string")?.id;
  await intercom.dataAttributes.update(Number(id), { archived: true });
  expect(await check(attribute("a_string", "x"))).toEqual([]);
  const opened = await open(collection);
  const row = { external_id: "1", ...attribute("a_string", "x") };
  expect(await opened.check(declared(collection, opened, [row]))).toEqual([
    `"custom_attributes.a_string" is archived at Intercom; restore it with dataAttributes.update(${id}, { archived: false }), or leave the column out with map: { "custom_attributes.a_string": false } ("1")`,
  ]);
});

test("an attribute that the API cannot set is refused", async () => {
  const { sandbox } = await setup();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "https://api.intercom.io");
    const headers = { authorization: "Bearer any", "intercom-version": "2.16" };
    const answer = await sandbox.fetch(new Request(url, { headers }));
    const text = (await answer.text()).replaceAll('"api_writable":true', '"api_writable":false');
    response.setHeader("content-type", "application/json");
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const baseUrl = `http://127.0.0.1:${port}`;
  const collection = contacts(createIntercom({ token: "test", baseUrl }));
  const opened = await collection.open({ call: {}, notice: () => undefined });
  const row = { external_id: "1", ...attribute("a_string", "x") };
  expect(await opened.check(declared(collection, opened, [row]))).toEqual([
    expect.stringContaining('"custom_attributes.a_string" cannot be set by the API; leave'),
  ]);
});

test("times of 2.17, whose type has another name, are converted", async () => {
  const sandbox = createSandbox();
  const intercom = createIntercom217({ token: "test", fetch: sandbox.fetch });
  await intercom.dataAttributes.create({
    name: "renewed",
    model: "contact",
    data_type: "datetime",
  });
  const collection = contacts(intercom);
  const opened = await collection.open({ call: {}, notice: () => undefined });
  const row = { external_id: "1", ...attribute("renewed", "2026-11-28") };
  const [object] = declared(collection, opened, [row]);
  expect(object?.fields["custom_attributes"]).toEqual({ renewed: 1795824000 });
});

test("a list of ids refers to custom objects, which are no attributes", async () => {
  const { check } = await setup();
  expect(await check({ custom_attributes: { orders: ["1", "2"] } })).toEqual([]);
});

test("a teammate that does not exist is refused, in one request", async () => {
  const { check, sent } = await setup();
  expect(await check({ owner_id: "1" }, { owner_id: 99 }, { owner_id: 98 })).toEqual([
    '"owner_id" must be the id of a teammate, as admins.list returns it (2 rows, such as "u2")',
  ]);
  expect(sent("GET", "/admins")).toHaveLength(1);
  await check({ name: "Ada" });
  expect(sent("GET", "/admins")).toHaveLength(1);
});
