import { objectsIn } from "interkit-generator/description/walk";
import { asObject, type JsonObject } from "../json.ts";
import { remove } from "./edits.ts";
import type { Mutations } from "./schema-mutations.ts";
import type { Slice } from "./slices.ts";

const schemasOf = (document: JsonObject) =>
  asObject(asObject(document["components"])?.["schemas"]) ?? {};

const prefix = "#/components/schemas/";

/** Edits of the name of a type. */
export const breakingTypeMutations: Mutations<Slice> = {
  "type renamed": ({ name }) => [
    {
      names: name,
      edit: (node, document) => {
        const schemas = schemasOf(document);
        remove(schemas, name);
        schemas[`${name}Renamed`] = node;
        for (const object of objectsIn(document)) {
          if (object["$ref"] === prefix + name) object["$ref"] = `${prefix}${name}Renamed`;
        }
      },
    },
  ],
  "type written inline": ({ name }) => [
    {
      names: name,
      edit: (node, document) => {
        const isOwn = [...objectsIn(node)].some((one) => one["$ref"] === prefix + name);
        const copy = isOwn ? { type: "object" } : structuredClone(node);
        remove(schemasOf(document), name);
        for (const object of objectsIn(document)) {
          if (object["$ref"] !== prefix + name) continue;
          remove(object, "$ref");
          Object.assign(object, structuredClone(copy));
        }
      },
    },
  ],
};
