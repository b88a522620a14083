import { describe, expect, test } from "vitest";
import { convertText } from "../../src/arguments/convert.ts";
import { type SingleType, valueTypeOf } from "../../src/arguments/value-type.ts";

describe("the type of an option is that of its schema", () => {
  const schemas = {
    Kind: { type: "string", enum: ["a", "b"] },
    Thing: { properties: {}, type: "object" },
  };
  test.each([
    [{ type: "string" }, { kind: "text" }],
    [{ type: ["string", "null"] }, { kind: "text" }],
    [{ type: ["string", "integer", "null"] }, { kind: "text" }],
    [{ type: "string", format: "binary" }, { kind: "file" }],
    [
      { type: "string", enum: ["a", "b"] },
      { kind: "choice", choices: ["a", "b"] },
    ],
    [{ $ref: "#/components/schemas/Kind" }, { kind: "choice", choices: ["a", "b"] }],
    [
      { anyOf: [{ $ref: "#/components/schemas/Kind" }, { type: "string", enum: ["b", "c"] }] },
      { kind: "choice", choices: ["a", "b", "c"] },
    ],
    [{ anyOf: [{ $ref: "#/components/schemas/Kind" }, { type: "string" }] }, { kind: "text" }],
    [{ type: "integer" }, { kind: "integer" }],
    [{ type: ["integer", "null"], format: "date-time" }, { kind: "time" }],
    [{ type: ["integer", "number"] }, { kind: "number" }],
    [{ type: "boolean" }, { kind: "boolean" }],
    [{ type: "object" }, { kind: "json" }],
    [{ allOf: [{ $ref: "#/components/schemas/Thing" }] }, { kind: "json" }],
    [{ anyOf: [{ type: "integer" }, { type: "array" }] }, { kind: "json" }],
    [{ anyOf: [{ $ref: "#/components/schemas/Thing" }, { type: "null" }] }, { kind: "json" }],
    [{}, { kind: "json" }],
    [
      { type: "array", items: { type: "string" } },
      { kind: "list", items: { kind: "text" } },
    ],
    [
      { type: ["array", "null"], items: { type: "integer" } },
      { kind: "list", items: { kind: "integer" } },
    ],
    [{ type: "array", items: { type: "object" } }, { kind: "json" }],
    [{ type: "array" }, { kind: "json" }],
  ])("%j", (schema, type) => {
    expect(valueTypeOf(schema, schemas)).toEqual(type);
  });
});

const choice: SingleType = { kind: "choice", choices: ["user", "lead"] };

test.each<[SingleType, string, unknown]>([
  [{ kind: "text" }, " 7 ", " 7 "],
  [{ kind: "integer" }, "-7", -7],
  [{ kind: "integer" }, "9007199254740991", 9007199254740991],
  [{ kind: "number" }, "1.5", 1.5],
  [{ kind: "number" }, "-.5e3", -500],
  [{ kind: "boolean" }, "false", false],
  [{ kind: "time" }, "2026-11-01T00:00:00Z", 1793491200],
  [{ kind: "time" }, "30d", 1793275200],
  [{ kind: "json" }, '{"a":[1]}', { a: [1] }],
  [choice, "lead", "lead"],
])("%j takes %j", (type, text, value) => {
  expect(convertText("--x", text, type, new Date("2026-11-28T12:00:00Z"))).toEqual(value);
});

test.each<[SingleType, string, string]>([
  [{ kind: "integer" }, "1.0", '--x needs a whole number, and got "1.0"'],
  [{ kind: "integer" }, "", '--x needs a whole number, and got ""'],
  [{ kind: "integer" }, "0x10", "--x needs a whole number"],
  [{ kind: "integer" }, "9007199254740993", "--x needs a whole number"],
  [{ kind: "number" }, "Infinity", '--x needs a number, and got "Infinity"'],
  [{ kind: "number" }, "1e999", "--x needs a number"],
  [{ kind: "number" }, " ", "--x needs a number"],
  [{ kind: "boolean" }, "TRUE", '--x needs true or false, and got "TRUE"'],
  [{ kind: "time" }, "soon", '--x: "soon" is no time'],
  [{ kind: "json" }, "{", "--x needs JSON: "],
  [choice, "admin", '--x needs one of user, lead, and got "admin"'],
])("%j does not take %j", (type, text, message) => {
  expect(() => convertText("--x", text, type)).toThrow(message);
});
