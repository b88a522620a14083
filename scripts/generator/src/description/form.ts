import { BELOW, type Form, KEYS, SCHEMA_TYPES, WORDS } from "./forms.ts";
import type { Problem } from "./problems.ts";
import { asObject, type Json, type JsonObject, type Source } from "./source.ts";

/**
 * Checks that a source file has only the keys that OpenAPI has at their places. Tools ignore other
 * keys, so a misspelt one would remove an operation or a rule without an error.
 */
export function checkForm(content: JsonObject, source: Source, problems: Problem[]): void {
  const report = (node: Json | undefined, mistake: string, fix: string): void => {
    problems.push({ position: source.positionOf(node), mistake, fix });
  };

  const visit = (node: Json | undefined, form: Form, isVariant = false): void => {
    const object = asObject(node);
    if (!object) return;
    for (const [key, value] of Object.entries(object)) {
      const known = KEYS[form].includes(key) || key in BELOW[form] || key.startsWith("x-");
      const isNode = typeof value === "object" && value !== null;
      if (!known) report(isNode ? value : object, ...unknownKey(form, key));
    }
    for (const variant of listOf(object["x-variants"])) visit(variant, form, true);
    for (const [key, { form: inner, as }] of Object.entries(BELOW[form])) {
      const value = object[key];
      if (as === undefined) visit(value, inner);
      else for (const child of as === "list" ? listOf(value) : named(value)) visit(child, inner);
    }
    // A variant is a part of its mapping, which has the rest.
    const mistakes = isVariant ? [] : (RULES[form]?.(object) ?? []);
    for (const [mistake, fix] of mistakes) report(object, mistake, fix);
  };

  for (const [path, item] of Object.entries(asObject(content["paths"]) ?? {})) {
    if (!path.startsWith("/")) report(item, `the path "${path}" has no slash`, 'begin it with "/"');
    visit(item, "path");
  }
  for (const item of named(content["webhooks"])) visit(item, "webhook");
  visit(content["components"], "components");
}

type Mistake = readonly [mistake: string, fix: string];

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** The values of a map from names; what starts with `x-` is about the map itself. */
function named(value: Json | undefined): Json[] {
  const entries = Object.entries(asObject(value) ?? {});
  return entries.filter(([name]) => !name.startsWith("x-")).map(([, node]) => node);
}

/** What to write in place of keys that are right elsewhere, or were in OpenAPI 3.0. */
const INSTEAD: Readonly<Record<string, string>> = {
  "schema nullable": 'write the type as a list, such as type: [string, "null"]',
  "path parameters": "write the parameters of a path in each of its operations",
};

function unknownKey(form: Form, key: string): Mistake {
  const known = [...Object.keys(BELOW[form]), ...KEYS[form]];
  return [
    `unknown key "${key}" in ${WORDS[form]}`,
    INSTEAD[`${form} ${key}`] ?? `use one of ${known.join(", ")}`,
  ];
}

const RULES: Partial<Record<Form, (node: JsonObject) => Mistake[]>> = {
  operation: ({ responses }) =>
    Object.keys(asObject(responses) ?? {})
      .filter((status) => !/^([1-5](\d\d|XX)|default|x-.*)$/.test(status))
      .map((status) => [`"${status}" is no status of a response`, 'write one such as "200"']),
  parameter: ({ $ref, "x-variants": variants, name, in: place }) => {
    if ($ref !== undefined || variants !== undefined) return [];
    if (name === undefined) return [["a parameter has no name", 'add "name"']];
    if (PLACES.includes(String(place))) return [];
    return [
      [
        `the parameter "${String(name)}" is in ${place === undefined ? "no place" : `"${String(place)}"`}`,
        `write in: ${PLACES.join(", or ")}`,
      ],
    ];
  },
  schema: (schema) => [...wrongTypes(schema), ...lostRequired(schema)],
};

/** A client sends no cookies. */
const PLACES = ["path", "query", "header"];

function wrongTypes(schema: JsonObject): Mistake[] {
  const types = formsOf(schema).flatMap(({ type }) => [type ?? []].flat());
  const names = types.map((one) => String(asObject(one)?.["value"] ?? one));
  const wrong = names.filter((one) => !SCHEMA_TYPES.includes(one));
  return wrong.map((one) => [`unknown type "${one}"`, `use one of ${SCHEMA_TYPES.join(", ")}`]);
}

/** The required names of a schema with properties of its own, which has no such property. */
function lostRequired(schema: JsonObject): Mistake[] {
  if (!asObject(schema["properties"]) || "x-based-on" in schema) return [];
  const forms = formsOf(schema);
  const names = new Set(forms.flatMap((form) => Object.keys(asObject(form["properties"]) ?? {})));
  const required = forms.flatMap((form) => listOf(form["required"]));
  return required
    .map((name) => String(asObject(name)?.["value"] ?? name))
    .filter((name) => !names.has(name))
    .map((name) => [
      `"${name}" is required, but the schema has no such property`,
      "add the property, correct the name, or require it where the property is",
    ]);
}

/** A schema and its variants. */
function formsOf(schema: JsonObject): JsonObject[] {
  return [schema, ...listOf(schema["x-variants"])].map((form) => asObject(form) ?? {});
}
