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

describe("projecting a value onto a schema", () => {
  test("undeclared properties are dropped, and ids get their declared type", () => {
    expect(lay(tag, { type: "tag", id: 7, color: "red" })).toEqual({ type: "tag", id: "7" });
    expect(lay({ type: "integer" }, "7")).toBe(7);
    expect(lay({ type: ["string", "integer"] }, "7")).toBe("7");
    expect(lay({ type: "integer" }, "seven")).toBe("seven");
  });

  test("constants are set, and required nullable properties become null", () => {
    const schema: Schema = {
      type: "object",
      required: ["gone"],
      properties: { type: { enum: ["list"] }, gone: { type: ["integer", "null"] } },
    };
    expect(lay(schema, {})).toEqual({ type: "list", gone: null });
  });

  test("null is left out where it is not allowed and not required", () => {
    expect(
      lay({ type: "object", properties: { size: { type: "integer" } } }, { size: null }),
    ).toEqual({});
    expect(lay(tag, { id: "1", name: null })).toEqual({ type: "tag", id: "1", name: null });
  });

  test("the branch of the same type is used, or else the one that matches", () => {
    const either: Schema = { anyOf: [tag, note, { type: "null" }] };
    const value = { type: "note", id: "1", body: "Hello" };
    expect(lay(either, value)).toEqual({ type: "note", body: "Hello" });
    expect(lay(either, { body: "Hello", id: null })).toEqual({ type: "note", body: "Hello" });
    expect(lay(either, null)).toBeNull();
  });

  test("the parts of an allOf are merged", () => {
    const both: Schema = { allOf: [tag, { properties: { applied_at: { type: "integer" } } }] };
    const value = { type: "tag", id: "1", applied_at: "5", body: "x" };
    expect(lay(both, value)).toEqual({ type: "tag", id: "1", applied_at: 5 });
  });

  test("maps keep their keys, and their values get the declared type", () => {
    const map: Schema = { type: "object", additionalProperties: { type: "string" } };
    expect(lay(map, { a: 1, b: "2" })).toEqual({ a: "1", b: "2" });
    expect(lay({ type: "object" }, { any: { thing: 1 } })).toEqual({ any: { thing: 1 } });
  });
});

test("an empty object has null, defaults, and the empty values of required properties", () => {
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
