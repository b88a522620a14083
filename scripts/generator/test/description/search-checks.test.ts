import { expect, test } from "vitest";
import { boat, bundle } from "./boats.ts";

/** A boat whose operation is a search with one field. */
const searched = (field: string, more = "") => ({
  "boats.yaml": boat(
    "type: object",
    `x-search:
  operators: { string: [=], time: [=] }
  fields: { ${field} }
  sort: { orders: [up, down], except: [keel] }
  ${more}`,
  ),
});

test.each([
  [
    "a type without operators",
    searched("keel: { type: integer }"),
    /boats.yaml:\d+: the search field keel has no type with operators; use one of: string, time/,
  ],
  [
    "values of what is no text",
    searched("keel: { type: time, enum: [1, 2] }", "times: day"),
    /the search field keel has values, but is no string/,
  ],
  [
    "an exception from the order that is no field",
    searched("mast: { type: string }", "times: day"),
    /keel cannot be sorted by, and is no search field/,
  ],
  [
    "times without a rule of comparison",
    searched("keel: { type: string }"),
    /a search by times does not say how they compare; use one of: day, second/,
  ],
  ["a field without a type", searched("keel: { id: true }", "times: day"), /keel has no type/],
  ["an unknown operator", searched("keel: { type: text }"), /x-search\/fields\/keel/],
])("%s is refused, with its place", (_, files, message) => {
  expect(() => bundle(files)).toThrow(message);
});

test("what is right comes into the bundles, each version with its own", () => {
  const files = searched('keel: { type: string, x-versions: ">=2.10" }, mast: { type: string }');
  files["boats.yaml"] = files["boats.yaml"]
    .replace("time: [=]", '"any": [=, { value: "!=", x-versions: Preview }]')
    .replace("except: [keel]", "except: [mast]");
  // biome-ignore lint/suspicious/noExplicitAny: the test reads into a document of its own making
  const bundles: Record<string, any> = bundle(files);
  const facts = (version: string) => bundles[version].paths["/boats/{boat_id}"].get["x-search"];
  expect(Object.keys(facts("2.9").fields)).toEqual(["mast"]);
  expect(Object.keys(facts("2.10").fields)).toEqual(["keel", "mast"]);
  expect(facts("2.10").operators.any).toEqual(["="]);
  expect(facts("Preview").operators.any).toEqual(["=", "!="]);
});
