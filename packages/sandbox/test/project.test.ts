import { describe, expect, test } from "vitest";
import { Description } from "../src/description/description.ts";
import { emptyObject } from "../src/description/empty-object.ts";
import type { Schema } from "../src/description/openapi.ts";
import { project } from "../src/description/project.ts";

const description = new Description("2.16", {
  openapi: "3.1.0",
  info: { version: "2.16" },
  paths: {},
  components: {
    schemas: {
      Tag: {
        type: "object",
        required: ["type", "id"],
        properties: {
          type: { type: "string", enum: ["tag"] },
          id: { type: "string" },
          name: { type: ["string", "null"] },
        },
      },
      Note: {
        type: "object",
        required: ["type", "body"],
        properties: { type: { type: "string", enum: ["note"] }, body: { type: "string" } },
      },
    },
  },
});

const tag: Schema = { $ref: "#/components/schemas/Tag" };
const note: Schema = { $ref: "#/components/schemas/Note" };
const lay = (schema: Schema, value: unknown) => project(description, schema, value);

describe("laying a value onto a schema", () => {
  test("what is not declared is dropped, and ids get their declared type", () => {
    expect(lay(tag, { type: "tag", id: 7, color: "red" })).toEqual({ type: "tag", id: "7" });
    expect(lay({ type: "integer" }, "7")).toBe(7);
    expect(lay({ type: ["string", "integer"] }, "7")).toBe("7");
    expect(lay({ type: "integer" }, "seven")).toBe("seven");
  });

  test("what can only be one thing is that, and what must be there can be null", () => {
    const schema: Schema = {
      type: "object",
      required: ["gone"],
      properties: { type: { enum: ["list"] }, gone: { type: ["integer", "null"] } },
    };
    expect(lay(schema, {})).toEqual({ type: "list", gone: null });
  });

  test("null is left out where it is not admitted and need not be", () => {
    expect(
      lay({ type: "object", properties: { size: { type: "integer" } } }, { size: null }),
    ).toEqual({});
    expect(lay(tag, { id: "1", name: null })).toEqual({ type: "tag", id: "1", name: null });
  });

  test("the branch that says the same type is taken, or else the one that fits", () => {
    const either: Schema = { anyOf: [tag, note, { type: "null" }] };
    const value = { type: "note", id: "1", body: "Hello" };
    expect(lay(either, value)).toEqual({ type: "note", body: "Hello" });
    expect(lay(either, { body: "Hello", id: null })).toEqual({ type: "note", body: "Hello" });
    expect(lay(either, null)).toBeNull();
  });

  test("parts that are laid together count as one", () => {
    const both: Schema = { allOf: [tag, { properties: { applied_at: { type: "integer" } } }] };
    const value = { type: "tag", id: "1", applied_at: "5", body: "x" };
    expect(lay(both, value)).toEqual({ type: "tag", id: "1", applied_at: 5 });
  });

  test("maps keep their keys, and their values the declared type", () => {
    const map: Schema = { type: "object", additionalProperties: { type: "string" } };
    expect(lay(map, { a: 1, b: "2" })).toEqual({ a: "1", b: "2" });
    expect(lay({ type: "object" }, { any: { thing: 1 } })).toEqual({ any: { thing: 1 } });
  });
});

test("a blank thing has null where it can, defaults, and the emptiest of what it must have", () => {
  const schema: Schema = {
    type: "object",
    required: ["title", "tag"],
    properties: {
      type: { type: "string", enum: ["page"] },
      title: { type: "string" },
      status: { type: "string", default: "active" },
      audience: { type: ["string", "null"] },
      labels: { type: "array" },
      hidden: { type: "boolean" },
      tag,
      note,
    },
  };
  expect(emptyObject(description, schema)).toEqual({
    type: "page",
    title: "",
    status: "active",
    audience: null,
    labels: [],
    hidden: false,
    tag: { type: "tag", id: "", name: null },
  });
});
