import { contacts } from "@interkit/jobs/sync";
import { expect, test } from "vitest";
import { attribute, refusal, rowsSetup } from "../support/rows.ts";

function setup() {
  const { intercom } = rowsSetup();
  return { intercom, collection: contacts(intercom) };
}

test("an empty text is left out, and with empty: clear it is null", () => {
  const { intercom, collection } = setup();
  const row = { name: "", phone: " ", email: null, ...attribute("plan", "") };
  const object = collection.toObject({ external_id: "1", ...row });
  expect(object.fields).toEqual({ external_id: "1", email: null });
  const clearing = contacts(intercom, { empty: "clear" });
  expect(clearing.toObject({ external_id: "1", role: "", ...row }).fields).toEqual({
    external_id: "1",
    name: null,
    phone: null,
    email: null,
    custom_attributes: { plan: null },
  });
});

test("columns are renamed and left out by map", () => {
  const { intercom } = setup();
  const map = { Id: "external_id", Mail: "email", Plan: "custom_attributes.plan", Notes: false };
  const row = { Id: 7, Mail: "ada@example.com", Plan: "pro", Notes: "private" };
  expect(contacts(intercom, { map: { ...map, Notes: false } }).toObject(row)).toEqual({
    key: "7",
    title: "ada@example.com",
    fields: { external_id: "7", email: "ada@example.com", custom_attributes: { plan: "pro" } },
  });
});

test("a column that no contact has is refused with the nearest field and the fix", () => {
  const { collection } = setup();
  const message = refusal(() => collection.toObject({ external_id: "1", Mail: "x" }));
  expect(message).toContain(
    'a contact has no field "Mail" that can be sent; did you mean "email"?',
  );
  expect(message).toContain('map: { "Mail": "email" }');
  expect(message).toContain('map: { "Mail": false }');
  expect(refusal(() => collection.toObject({ external_id: "1", tier: 1 }))).toContain(
    'that can be sent. Rename the column with map: { "tier": "custom_attributes.tier" }',
  );
});

test("all columns of a row that cannot be sent are named at once", () => {
  const message = refusal(() =>
    setup().collection.toObject({ external_id: "1", Mail: "", Tier: 1 }),
  );
  expect(message).toMatch(/contacts: 2 columns cannot be sent\n- .*"Mail".*\n- .*"Tier".*$/);
});

test("a column whose name in map is misspelt is refused with that name", () => {
  const { intercom } = setup();
  const misspelt = contacts(intercom, { map: { Mial: "email" } });
  expect(refusal(() => misspelt.toObject({ external_id: "1", Mail: "x" }))).toContain(
    'The row has no column "Mial" of map',
  );
});

test("rows of a file with another delimiter are refused with the option for it", () => {
  expect(refusal(() => setup().collection.toObject({ "Id;Mail": "1;x" }))).toContain(
    'give fromCsv the option delimiter: ";"',
  );
});

test("columns that Intercom sets itself are refused with the reason", () => {
  const { collection } = setup();
  for (const name of ["last_seen_at", "last_request_at"]) {
    expect(refusal(() => collection.toObject({ external_id: "1", [name]: 1 }))).toContain(
      `the column "${name}" cannot be sent: Intercom moves it itself`,
    );
  }
  expect(refusal(() => collection.toObject({ external_id: "1", created_at: 1 }))).toContain(
    'map: { "created_at": false }',
  );
});

test("values that JSON does not have are refused, since null would clear the field", () => {
  const { collection } = setup();
  for (const name of [Number.NaN, new Date("never"), Number.POSITIVE_INFINITY, () => 1]) {
    expect(refusal(() => collection.toObject({ external_id: "1", name }))).toContain(
      'the column "name" has a value that cannot be sent',
    );
  }
});

test("rows in a wrong form are refused", () => {
  const { intercom, collection } = setup();
  expect(refusal(() => collection.toObject(["1"]))).toContain("a row must be an object");
  const text = { external_id: "1", custom_attributes: '{"plan":"pro"}' };
  expect(refusal(() => collection.toObject(text))).toContain('such as "custom_attributes.plan"');
  const twice = contacts(intercom, { map: { Mail: "email" } });
  expect(refusal(() => twice.toObject({ external_id: "1", email: "a", Mail: "b" }))).toContain(
    'two columns of a row are sent as "email"',
  );
});

test("an attribute may have the name of a property that every object has", () => {
  const { collection } = setup();
  const row = JSON.parse('{"external_id":"1","custom_attributes.__proto__":"a"}') as object;
  const { custom_attributes } = collection.toObject(row).fields;
  expect(JSON.stringify(custom_attributes)).toBe('{"__proto__":"a"}');
});

test("wrong options are refused before anything is sent", () => {
  const { intercom, sent } = rowsSetup();
  const wrong = (options: object) => refusal(() => contacts(intercom, options));
  expect(wrong({ map: { Mail: "emial" } })).toContain('did you mean "email"?');
  expect(wrong({ map: [] })).toContain('"map" must be an object');
  expect(wrong({ empty: "null" })).toContain('"empty" must be "omit" or "clear"');
  expect(wrong({ matchby: "email" })).toContain('has no "matchby"');
  expect(wrong({ matchBy: "phone" })).toContain('"matchBy" must be "external_id" or "email"');
  expect(wrong({ role: "lead" })).toContain('"role" goes with matchBy: "email"');
  expect(wrong({ removal: "delete" })).toContain('"removal" must be "never" or "archive"');
  expect(refusal(() => contacts({} as never))).toContain("takes a client");
  expect(sent("GET")).toEqual([]);
});
