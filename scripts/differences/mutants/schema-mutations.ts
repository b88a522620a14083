import { asArray, asObject, type Json } from "../json.ts";
import { isNull } from "../keywords.ts";
import {
  addNull,
  alternativesOf,
  isAny,
  isNullable,
  propertiesOf,
  remove,
  removeNull,
  replace,
  requiredOf,
  retype,
  typesOf,
  without,
} from "./edits.ts";
import { type Edit, type Place, partsAround } from "./places.ts";
import { isCovered, isStatedByOthers, isStatedHere } from "./restated.ts";

/** Edits of one kind: at each place, those that break a program there. */
export type Mutations<At> = Readonly<Record<string, (at: At) => Edit[]>>;

const isSent = ({ slice }: Place) => slice.senders.has("request");
const isReceived = ({ slice }: Place) => slice.senders.has("response");

/** Edits of each property that a schema states. */
const eachProperty =
  (
    applies: (place: Place, name: string, property: Place["schema"]) => boolean,
    edit: (schema: Place["schema"], name: string, property: Place["schema"]) => void,
  ) =>
  (place: Place): Edit[] =>
    propertiesOf(place.schema)
      .filter(({ name, property }) => isUsed(place, property) && applies(place, name, property))
      .map(({ name }) => ({
        names: `.${name}`,
        edit: (schema) => {
          const properties = asObject(schema["properties"]) ?? {};
          edit(schema, name, asObject(properties[name]) ?? {});
        },
      }));

/** A property that only the API sends is no part of a request, and the reverse. */
const isUsed = (place: Place, property: Place["schema"]) =>
  (property["readOnly"] !== true || isReceived(place)) &&
  (property["writeOnly"] !== true || isSent(place));

const canBeSent = (place: Place, property: Place["schema"]) =>
  isSent(place) && property["readOnly"] !== true;

/** One edit of a schema as a whole. */
const whole =
  (applies: (place: Place) => boolean, edit: Edit["edit"]) =>
  (place: Place): Edit[] =>
    applies(place) ? [{ names: place.label, edit }] : [];

const values = ({ schema }: Place): Json[] =>
  asArray(schema["enum"]).filter((value) => value !== null);

/** Whether any other string is allowed too. */
const isOpen = ({ parent }: Place) =>
  parent !== undefined &&
  alternativesOf(parent).members.some(
    (one) => one["enum"] === undefined && typesOf(one).length > 0,
  );

const lessOf = ["maximum", "maxLength", "maxItems"];

export const breakingSchemaMutations: Mutations<Place> = {
  "property removed": eachProperty(isStatedHere, (schema, name) => {
    remove(asObject(schema["properties"]) ?? {}, name);
    if (schema["required"] !== undefined) schema["required"] = without(requiredOf(schema), name);
  }),
  "property renamed": eachProperty(isStatedHere, (schema, name, property) => {
    const properties = asObject(schema["properties"]) ?? {};
    remove(properties, name);
    properties[`${name}_renamed`] = property;
    schema["required"] = requiredOf(schema).map((one) => (one === name ? `${name}_renamed` : one));
  }),
  "property retyped": eachProperty(
    (_place, _name, property) => !isAny(property),
    (_schema, _name, property) => retype(property),
  ),
  "property required in requests": eachProperty(
    (place, name, property) =>
      canBeSent(place, property) &&
      ![place.schema, ...partsAround(place)].some((one) => requiredOf(one).includes(name)),
    (schema, name) => {
      schema["required"] = [...requiredOf(schema), name];
    },
  ),
  "required property new in requests": (place) =>
    isSent(place) && place.schema["properties"] !== undefined
      ? [
          {
            names: ".extra_one",
            edit: (schema) => {
              const properties = asObject(schema["properties"]) ?? {};
              schema["properties"] = { ...properties, extra_one: { type: "string" } };
              schema["required"] = [...requiredOf(schema), "extra_one"];
            },
          },
        ]
      : [],
  "property optional in answers": eachProperty(
    (place, name) =>
      isReceived(place) &&
      requiredOf(place.schema).includes(name) &&
      !partsAround(place).some((one) => requiredOf(one).includes(name)),
    (schema, name) => {
      schema["required"] = without(requiredOf(schema), name);
    },
  ),
  "property null in answers": eachProperty(
    (place, name, property) =>
      isReceived(place) &&
      !isNullable(property) &&
      !isAny(property) &&
      // Null that another part of an allOf does not allow is not allowed.
      !isStatedByOthers(place, name),
    (_schema, _name, property) => addNull(property),
  ),
  "null gone in requests": eachProperty(
    (place, _name, property) => canBeSent(place, property) && isNullable(property),
    (_schema, _name, property) => removeNull(property),
  ),
  "items null in answers": whole(
    (place) => {
      const items = asObject(place.schema["items"]);
      return isReceived(place) && items !== undefined && !isNullable(items) && !isAny(items);
    },
    (schema) => addNull(asObject(schema["items"]) ?? {}),
  ),
  "items retyped": whole(
    ({ schema }) => schema["items"] !== undefined && !isAny(asObject(schema["items"]) ?? {}),
    (schema) => retype(asObject(schema["items"]) ?? {}),
  ),
  "map closed": whole(
    ({ schema }) => asObject(schema["additionalProperties"]) !== undefined,
    (schema) => remove(schema, "additionalProperties"),
  ),
  "others forbidden in requests": whole(
    (place) =>
      isSent(place) &&
      place.schema["properties"] !== undefined &&
      place.schema["additionalProperties"] === undefined,
    (schema) => {
      schema["additionalProperties"] = false;
    },
  ),
  "enum value gone in requests": (place) =>
    isSent(place) && !isOpen(place) && values(place).length > 1
      ? values(place).map((value) => ({
          names: place.label,
          edit: (schema) => {
            schema["enum"] = without<Json>(asArray(schema["enum"]), value);
          },
        }))
      : [],
  "constant changed": whole(
    (place) => values(place).length === 1 && !isOpen(place),
    (schema) => {
      schema["enum"] = asArray(schema["enum"]).map((value) => (value === null ? null : "other"));
    },
  ),
  "enum new in requests": whole(
    ({ schema, slice, parent }) =>
      slice.senders.has("request") &&
      typesOf(schema).includes("string") &&
      schema["enum"] === undefined &&
      parent?.["anyOf"] === undefined,
    (schema) => {
      schema["enum"] = ["one", "two", ...(typesOf(schema).includes("null") ? [null] : [])];
    },
  ),
  "rule new in requests": whole(
    (place) =>
      isSent(place) && ["string", "integer"].some((type) => typesOf(place.schema).includes(type)),
    (schema) => {
      if (typesOf(schema).includes("string")) schema["pattern"] = "^new";
      else schema["multipleOf"] = 7;
    },
  ),
  "limit stricter in requests": (place) =>
    isSent(place)
      ? lessOf.flatMap((key) => {
          const limit = place.schema[key];
          if (typeof limit !== "number") return [];
          return [
            { names: place.label, edit: (schema) => Object.assign(schema, { [key]: limit - 1 }) },
          ];
        })
      : [],
  "default changed in requests": whole(
    (place) => isSent(place) && place.schema["default"] !== undefined,
    (schema) => {
      schema["default"] = "another";
    },
  ),
  "format changed": whole(
    ({ schema }) => typeof schema["format"] === "string" && typesOf(schema).includes("string"),
    (schema) => {
      schema["format"] = "another";
    },
  ),
  "alternative gone in requests": (place) => {
    const { key, members } = alternativesOf(place.schema);
    if (!isSent(place) || members.length < 2 || isEnumOpen(members)) return [];
    return members.flatMap((member, index) => {
      // What another alternative allows too is not gone.
      if (isCovered(place, member, members)) return [];
      const names = String(member["$ref"] ?? place.label).replace(/.*[/]/, "");
      const edit: Edit["edit"] = (schema) => {
        const nulls = asArray(schema[key]).filter(isNull);
        const others = alternativesOf(schema).members.filter((_one, at) => at !== index);
        schema[key] = [...others, ...nulls];
      };
      return [{ names, edit }];
    });
  },
  "alternative new in answers": whole(
    (place) => {
      const { members } = alternativesOf(place.schema);
      return isReceived(place) && members.length > 1 && !isEnumOpen(members);
    },
    (schema) => {
      const properties = { type: { type: "string", enum: ["another_one"] } };
      const another = { type: "object", properties, required: ["type"] };
      const { key } = alternativesOf(schema);
      schema[key] = [...asArray(schema[key]), another];
    },
  ),
  "reference replaced": whole(
    ({ schema, parent }) =>
      schema["$ref"] !== undefined && alternativesOf(parent ?? {}).members.length === 0,
    (schema) => replace(schema, { type: "boolean" }),
  ),
};

const isEnumOpen = (members: readonly Place["schema"][]) =>
  members.some((one) => one["enum"] !== undefined) &&
  members.some((one) => one["enum"] === undefined && typesOf(one).includes("string"));
