import { lookUp } from "interkit-generator/description/walk";
import { asArray, asObject, type JsonObject } from "../json.ts";
import {
  addNull,
  alternativesOf,
  isAny,
  isNullable,
  propertiesOf,
  removeNull,
  replace,
  requiredOf,
  set,
  typesOf,
  without,
} from "./edits.ts";
import type { OperationPlace } from "./operation-mutations.ts";
import type { Edit, Place } from "./places.ts";
import type { Mutations } from "./schema-mutations.ts";

const isOnlySent = ({ slice }: Place) => !slice.senders.has("response");
const isOnlyReceived = ({ slice }: Place) => !slice.senders.has("request");

const edit =
  (applies: (place: Place) => boolean, change: (schema: JsonObject) => void) =>
  (place: Place): Edit[] =>
    applies(place) ? [{ names: place.label, edit: change }] : [];

const reversed = (node: JsonObject) => {
  for (const [key, value] of Object.entries(node).reverse()) {
    Reflect.deleteProperty(node, key);
    node[key] = value;
  }
};

const eachProperty =
  (
    applies: (place: Place, name: string, property: JsonObject) => boolean,
    change: (schema: JsonObject, name: string, property: JsonObject) => void,
  ) =>
  (place: Place): Edit[] =>
    propertiesOf(place.schema)
      .filter(({ name, property }) => applies(place, name, property))
      .map(({ name }) => ({
        names: `.${name}`,
        edit: (schema) => {
          const property = asObject(asObject(schema["properties"])?.[name]) ?? {};
          change(schema, name, property);
        },
      }));

/** Edits of a schema that break no program. */
export const compatibleSchemaMutations: Mutations<Place> = {
  "other words": edit(
    () => true,
    (schema) => set(schema, "description", "Other words."),
  ),
  "another example": edit(
    () => true,
    (schema) => set(schema, "examples", ["another"]),
  ),
  "other order of keys": edit(() => true, reversed),
  "other order of properties": edit(
    ({ schema }) => schema["properties"] !== undefined,
    (schema) => reversed(asObject(schema["properties"]) ?? {}),
  ),
  "other order of lists": edit(
    ({ schema }) => ["required", "enum", "anyOf", "oneOf"].some((key) => key in schema),
    (schema) => {
      for (const key of ["required", "enum", "anyOf", "oneOf"]) {
        if (Array.isArray(schema[key])) schema[key] = [...schema[key]].reverse();
      }
    },
  ),
  deprecated: edit(
    () => true,
    (schema) => set(schema, "deprecated", true),
  ),
  "unknown extension": edit(
    () => true,
    (schema) => set(schema, "x-other", 1),
  ),
  "wrapped in an allOf": edit(
    () => true,
    (schema) => replace(schema, { allOf: [{ ...schema }] }),
  ),
  "null written otherwise": edit(
    ({ schema }) => typesOf(schema).includes("null") && typesOf(schema).length > 1,
    (schema) => {
      const enumerated = asArray(schema["enum"]);
      const own = { ...schema, type: without(typesOf(schema), "null") } as JsonObject;
      if (enumerated.length > 0) own["enum"] = enumerated.filter((value) => value !== null);
      replace(schema, { anyOf: [own, { type: "null" }] });
    },
  ),
  "schema instead of a reference": (place) => {
    const { $ref: reference } = place.schema;
    const target =
      typeof reference === "string" ? lookUp(place.slice.document, reference) : undefined;
    if (target === undefined) return [];
    return [{ names: place.label, edit: (schema) => replace(schema, structuredClone(target)) }];
  },
  "optional property new": edit(
    ({ schema }) => schema["properties"] !== undefined,
    (schema) => {
      schema["properties"] = { ...asObject(schema["properties"]), extra_one: { type: "string" } };
    },
  ),
  "enum value new": edit(
    ({ schema }) => asArray(schema["enum"]).length > 1 && isOfStrings(schema),
    (schema) => set(schema, "enum", [...asArray(schema["enum"]), "another_one"]),
  ),
  "property optional in requests": eachProperty(
    (place, name) => isOnlySent(place) && requiredOf(place.schema).includes(name),
    (schema, name) => set(schema, "required", without(requiredOf(schema), name)),
  ),
  "property null in requests": eachProperty(
    (place, _name, property) => isOnlySent(place) && !isNullable(property) && !isAny(property),
    (_schema, _name, property) => addNull(property),
  ),
  "property required in answers": eachProperty(
    (place, name) => isOnlyReceived(place) && !requiredOf(place.schema).includes(name),
    (schema, name) => set(schema, "required", [...requiredOf(schema), name]),
  ),
  "null gone in answers": eachProperty(
    (place, _name, property) => isOnlyReceived(place) && isNullable(property),
    (_schema, _name, property) => removeNull(property),
  ),
  "rule new in answers": edit(
    (place) => isOnlyReceived(place) && typesOf(place.schema).includes("string"),
    (schema) => set(schema, "maxLength", 1000),
  ),
  "alternative new in requests": edit(
    (place) => isOnlySent(place) && alternativesOf(place.schema).members.length > 1,
    (schema) => {
      const { key } = alternativesOf(schema);
      const properties = { type: { type: "string", enum: ["another_one"] } };
      schema[key] = [...asArray(schema[key]), { type: "object", properties, required: ["type"] }];
    },
  ),
};

const isOfStrings = (schema: JsonObject) =>
  asArray(schema["enum"]).every((value) => value === null || typeof value === "string");

const whole =
  (change: Edit["edit"]) =>
  ({ slice }: OperationPlace): Edit[] => [{ names: slice.name, edit: change }];

/** Edits of an operation that break no program. */
export const compatibleOperationMutations: Mutations<OperationPlace> = {
  "other summary": whole((node) => set(node, "summary", "Other words.")),
  "operation deprecated": whole((node) => set(node, "deprecated", true)),
  "other order of the operation": whole((node) => {
    reversed(node);
    reversed(asObject(node["responses"]) ?? {});
    if (Array.isArray(node["parameters"])) node["parameters"].reverse();
  }),
  "optional parameter new": whole((node) => {
    const parameter = { name: "extra", in: "query", schema: { type: "string" } };
    node["parameters"] = [...asArray(node["parameters"]), parameter];
  }),
  "error new": whole((node) => {
    node["responses"] = { ...asObject(node["responses"]), 499: { description: "Failed." } };
  }),
  "operation new": whole((node, document) => {
    const other = { ...node, operationId: "other.method" };
    document["paths"] = { ...asObject(document["paths"]), "/other": { get: other } };
  }),
  "parameters at the path": ({ slice }) => [
    {
      names: slice.name,
      edit: (node, document) => {
        const item = asObject(asObject(document["paths"])?.[slice.steps[1] ?? ""]) ?? {};
        if (node["parameters"] === undefined) return;
        item["parameters"] = node["parameters"];
        Reflect.deleteProperty(node, "parameters");
      },
    },
  ],
  "media types with a charset": whole((node) => {
    const bodies = [node["requestBody"], ...Object.values(asObject(node["responses"]) ?? {})];
    for (const body of bodies) {
      const content = asObject(asObject(body)?.["content"]);
      for (const [type, media] of Object.entries(content ?? {})) {
        Reflect.deleteProperty(content ?? {}, type);
        (content ?? {})[`${type}; charset=utf-8`] = media;
      }
    }
  }),
};
