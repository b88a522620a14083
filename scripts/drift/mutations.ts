import { asObject, type JsonObject } from "interkit-generator/description/source";
import { lookUp, operationsOf, referencesFrom } from "interkit-generator/description/walk";
import {
  type Change,
  contentsOf,
  inSchemas,
  keysOf,
  listOf,
  parameterRemovals,
  remove,
} from "./mutated-places.ts";

/** A kind of change to a description. */
export interface MutationKind {
  readonly name: string;
  /** The changes of this kind that are possible; each changes the document that it was made for. */
  readonly of: (document: JsonObject) => Change[];
}

const limits = ["maximum", "minimum", "maxLength", "minLength", "maxItems", "minItems", "pattern"];

/** Kinds of changes that drift has to see, wherever they are made. */
export const mutationKinds: readonly MutationKind[] = [
  kind("property removed", (document) =>
    inSchemas(document, (schema) =>
      keysOf(schema["properties"]).map((name) => () => {
        delete asObject(schema["properties"])?.[name];
      }),
    ),
  ),
  kind("property added", (document) =>
    inSchemas(document, (schema) =>
      keysOf(schema["properties"]).length === 0
        ? []
        : [
            () =>
              Object.assign(schema["properties"] as JsonObject, { new_name: { type: "string" } }),
          ],
    ),
  ),
  kind("type changed", (document) =>
    inSchemas(document, (schema) =>
      schema["type"] === "string" && schema["enum"] === undefined
        ? [() => Object.assign(schema, { type: "boolean", format: undefined })]
        : [],
    ),
  ),
  kind("enum value removed", (document) =>
    inSchemas(document, (schema) =>
      listOf(schema["enum"]).length > 1
        ? listOf(schema["enum"]).map((value) => () => remove(schema, "enum", value))
        : [],
    ),
  ),
  kind("enum value added", (document) =>
    inSchemas(document, (schema) =>
      listOf(schema["enum"]).length > 0 ? [() => listOf(schema["enum"]).push("new_value")] : [],
    ),
  ),
  kind("null removed", (document) =>
    inSchemas(document, (schema) =>
      schema["nullable"] === true && !listOf(schema["enum"]).includes(null)
        ? [() => void delete schema["nullable"]]
        : [],
    ),
  ),
  kind("null added", (document) =>
    inSchemas(document, (schema) =>
      typeof schema["type"] === "string" && schema["nullable"] !== true
        ? [() => Object.assign(schema, { nullable: true })]
        : [],
    ),
  ),
  kind("property no longer required", (document) =>
    inSchemas(document, (schema) =>
      listOf(schema["required"]).map((name) => () => remove(schema, "required", name)),
    ),
  ),
  kind("property required", (document) =>
    inSchemas(document, (schema) =>
      keysOf(schema["properties"])
        .filter((name) => !listOf(schema["required"]).includes(name))
        .map((name) => () => {
          schema["required"] = [...listOf(schema["required"]), name];
        }),
    ),
  ),
  kind("default removed", (document) =>
    inSchemas(document, (schema) =>
      schema["default"] === undefined ? [] : [() => void delete schema["default"]],
    ),
  ),
  kind("limit changed", (document) =>
    inSchemas(document, (schema) =>
      limits.flatMap((key) => {
        const value = schema[key];
        if (value === undefined) return [];
        return [
          () => Object.assign(schema, { [key]: typeof value === "number" ? value + 1 : "^x" }),
        ];
      }),
    ),
  ),
  kind("format changed", (document) =>
    inSchemas(document, (schema) =>
      schema["format"] === undefined ? [] : [() => Object.assign(schema, { format: "hostname" })],
    ),
  ),
  kind("value deprecated", (document) =>
    inSchemas(document, (schema) =>
      Object.values(asObject(schema["properties"]) ?? {}).flatMap((property) => {
        const node = asObject(property);
        if (node === undefined || node["$ref"] !== undefined) return [];
        return [() => Object.assign(node, { deprecated: node["deprecated"] !== true })];
      }),
    ),
  ),
  kind("union member removed", (document) =>
    inSchemas(document, (schema) =>
      ["oneOf", "anyOf"].flatMap((key) =>
        listOf(schema[key]).length < 2
          ? []
          : listOf(schema[key]).map((member) => () => remove(schema, key, member)),
      ),
    ),
  ),
  kind("schema without a use changed", (document) => {
    const used = referencesFrom(document, document["paths"]);
    const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
    return Object.entries(schemas).flatMap(([name, schema]) => {
      if (used.has(`#/components/schemas/${name}`)) return [];
      const properties = asObject(asObject(schema)?.["properties"]);
      return keysOf(properties).map((key) => () => void delete properties?.[key]);
    });
  }),
  kind("operation removed", (document) =>
    operationsOf(document).map(({ path, method }) => () => {
      delete asObject(asObject(document["paths"])?.[path])?.[method];
    }),
  ),
  kind("operation deprecated", (document) =>
    operationsOf(document).map(({ node }) => () => {
      node["deprecated"] = node["deprecated"] !== true;
    }),
  ),
  kind("status removed", (document) =>
    operationsOf(document).flatMap(({ node }) =>
      keysOf(node["responses"]).map(
        (status) => () => void delete asObject(node["responses"])?.[status],
      ),
    ),
  ),
  kind("error status added", (document) =>
    operationsOf(document).map(({ node }) => () => {
      Object.assign(asObject(node["responses"]) ?? {}, { 418: { description: "new" } });
    }),
  ),
  kind("media type removed", (document) =>
    contentsOf(document).flatMap((content) =>
      keysOf(content).map((type) => () => void delete content[type]),
    ),
  ),
  kind("body required or not", (document) =>
    operationsOf(document).flatMap(({ node }) => {
      const body = asObject(node["requestBody"]);
      if (body === undefined) return [];
      return [() => Object.assign(body, { required: body["required"] !== true })];
    }),
  ),
  kind("parameter removed", (document) => parameterRemovals(document, () => true)),
  kind("paging parameter removed", (document) =>
    parameterRemovals(document, (name) => /^(page|per_page|starting_after)$/.test(name)),
  ),
  kind("header added", (document) =>
    operationsOf(document).flatMap(({ node }) =>
      Object.values(asObject(node["responses"]) ?? {}).map((listed) => () => {
        const reference = asObject(listed)?.["$ref"];
        const response = typeof reference === "string" ? lookUp(document, reference) : listed;
        Object.assign(asObject(response) ?? {}, {
          headers: { "X-New": { schema: { type: "string" } } },
        });
      }),
    ),
  ),
];

function kind(name: string, of: MutationKind["of"]): MutationKind {
  return { name, of };
}
