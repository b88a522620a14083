import { describe, expect, test } from "vitest";
import { parseQuery, parseSort } from "../../src/arguments/where.ts";
import { loadCatalog } from "../../src/catalog/catalog.ts";
import type { SearchRules } from "../../src/catalog/operation.ts";

function rulesOf(id: string, version = "2.16"): SearchRules {
  const found = loadCatalog(version).operations.find((operation) => operation.id === id);
  if (found?.search === undefined) throw new Error(`${id} is no search`);
  return found.search;
}

const contacts = rulesOf("contacts.search");
const companies = rulesOf("companies.search", "preview");
const now = new Date("2026-11-28T12:00:00Z");
const query = (text: string, rules = contacts) => parseQuery([text], "AND", rules, now);

describe("a comparison is read", () => {
  test.each([
    ["role = user", { field: "role", operator: "=", value: "user" }],
    ["role=user", { field: "role", operator: "=", value: "user" }],
    ["email ~ example.com", { field: "email", operator: "~", value: "example.com" }],
    ["email !~ a = b", { field: "email", operator: "!~", value: "a = b" }],
    ["name ^ Ada", { field: "name", operator: "^", value: "Ada" }],
    ["name $ Lovelace", { field: "name", operator: "$", value: "Lovelace" }],
    ['name = " Ada "', { field: "name", operator: "=", value: " Ada " }],
    ['name = "null"', { field: "name", operator: "=", value: "null" }],
    ['name = ""', { field: "name", operator: "=", value: "" }],
    ["external_id = 7", { field: "external_id", operator: "=", value: "7" }],
    ["email = null", { field: "email", operator: "=", value: null }],
    ["has_hard_bounced = true", { field: "has_hard_bounced", operator: "=", value: true }],
    ["created_at > 30d", { field: "created_at", operator: ">", value: 1793275200 }],
    ["created_at < 1717200000", { field: "created_at", operator: "<", value: 1717200000 }],
    ["role IN user,lead", { field: "role", operator: "IN", value: ["user", "lead"] }],
    ["email nin a@b.c , d@e.f", { field: "email", operator: "NIN", value: ["a@b.c", "d@e.f"] }],
    ['name IN ["a,b","c"]', { field: "name", operator: "IN", value: ["a,b", "c"] }],
    [
      "custom_attributes.plan tier = pro",
      { field: "custom_attributes.plan tier", operator: "=", value: "pro" },
    ],
    [
      "custom_attributes.seats >= 5",
      { field: "custom_attributes.seats", operator: ">=", value: 5 },
    ],
    [
      'custom_attributes.code = "5"',
      { field: "custom_attributes.code", operator: "=", value: "5" },
    ],
    [
      "custom_attributes.renews < 2026-11-01T00:00:00Z",
      { field: "custom_attributes.renews", operator: "<", value: 1793491200 },
    ],
    [
      'custom_attributes.order = "12345678901234567890"',
      { field: "custom_attributes.order", operator: "=", value: "12345678901234567890" },
    ],
    [
      "external_id IN 12345678901234567890,2",
      { field: "external_id", operator: "IN", value: ["12345678901234567890", "2"] },
    ],
    ["custom_attributes.x = 30d", { field: "custom_attributes.x", operator: "=", value: "30d" }],
  ])("%s", (text, filter) => {
    expect(query(text)).toEqual(filter);
  });

  test("of numbers", () => {
    expect(query("user_count >= 5", companies)).toEqual({
      field: "user_count",
      operator: ">=",
      value: 5,
    });
  });

  test("and joined with others", () => {
    const filters = [
      { field: "role", operator: "=", value: "user" },
      { field: "name", operator: "~", value: "Ada" },
    ];
    const texts = ["role = user", "name ~ Ada"];
    expect(parseQuery(texts, "AND", contacts)).toEqual({ operator: "AND", value: filters });
    expect(parseQuery(texts, "OR", contacts)).toEqual({ operator: "OR", value: filters });
  });
});

describe("a comparison is refused that has", () => {
  test.each([
    ["no operator", "role user", "--where needs a field, an operator and a value"],
    ["a word as an operator", "email contains a", "operators are =, !=, IN (one of)"],
    ["a short field like no other", "foo = a", "its fields are id, role, name"],
    ["no value", "role =", '--where: role = needs a value; write "" for empty text'],
    ["an unknown field", "emial = a", 'the search has no field "emial"; did you mean email?'],
    ["a field like no other", "zzzzzzzzz = a", "its fields are id, role, name"],
    ["another operator", "created_at ~ 30d", "--where: created_at does not take ~; it takes = > <"],
    ["another choice", "role = usr", 'needs one of user, lead, and got "usr"; did you mean user?'],
    ["no boolean", "has_hard_bounced = yes", "--where: has_hard_bounced needs true or false"],
    ["no time", "created_at > soon", '--where: created_at: "soon" is no time; give 30d'],
    ["no time unit", "created_at > 30", "has no unit; give 30d"],
  ])("%s", (_, text, message) => {
    expect(() => query(text)).toThrow(message);
  });

  test("no number", () => {
    expect(() => query("user_count > many", companies)).toThrow(
      '--where: user_count needs a whole number, and got "many"',
    );
  });

  test.each([
    "custom_attributes.order = 12345678901234567890",
    "custom_attributes.order IN [12345678901234567890]",
  ])("a number that would become another one: %s", (text) => {
    expect(() => query(text)).toThrow(
      "--where: custom_attributes.order: the number 12345678901234567890 would become 12345678901234567000; write it as text, in double quotes",
    );
  });

  test("more than 15 neighbours", () => {
    const texts = Array.from({ length: 16 }, () => "role = user");
    expect(() => parseQuery(texts, "OR", contacts)).toThrow("--where was given 16 times");
    expect(parseQuery(texts.slice(1), "OR", contacts)).toMatchObject({ operator: "OR" });
  });
});

test("a sort order is a field and a direction", () => {
  expect(parseSort("created_at:desc", contacts)).toEqual({
    field: "created_at",
    order: "descending",
  });
  expect(parseSort("name", contacts)).toEqual({ field: "name", order: "ascending" });
  expect(parseSort("name:ascending", contacts)).toEqual({ field: "name", order: "ascending" });
  expect(parseSort("custom_attributes.plan:asc", contacts)).toMatchObject({ order: "ascending" });
});

test("a sort order is refused that the search does not have", () => {
  expect(() => parseSort("created_at:down", contacts)).toThrow(
    '--sort: "down" is no order; give created_at:asc',
  );
  expect(() => parseSort("created_at:", contacts)).toThrow('--sort: "" is no order');
  expect(() => parseSort("created:desc", contacts)).toThrow('has no field "created"');
  expect(() => parseSort("tag_id:desc", contacts)).toThrow("cannot sort by tag_id");
  expect(() => parseSort("name", { ...contacts, sort: undefined })).toThrow("has no sort order");
});
