/** The kinds of nodes in a source file, each of which has its own keys. */
export type Form =
  | "path"
  | "webhook"
  | "operation"
  | "parameter"
  | "header"
  | "body"
  | "response"
  | "media"
  | "schema"
  | "components";

/** What a node of each form is called in messages. */
export const WORDS: Readonly<Record<Form, string>> = {
  path: "a path",
  webhook: "a webhook",
  operation: "an operation",
  parameter: "a parameter",
  header: "a header",
  body: "a request body",
  response: "a response",
  media: "the content of a media type",
  schema: "a schema",
  components: "components",
};

/** Nodes below a key: a single one, those of a list, or those of a map from names. */
interface Below {
  readonly form: Form;
  readonly as?: "list" | "map";
}

const schema: Below = { form: "schema" };
const schemas: Below = { form: "schema", as: "list" };
const schemasByName: Below = { form: "schema", as: "map" };
const media: Below = { form: "media", as: "map" };
const headers: Below = { form: "header", as: "map" };
const operation: Below = { form: "operation" };

/** The keys of each form below which there are further nodes. */
export const BELOW: Readonly<Record<Form, Readonly<Record<string, Below>>>> = {
  path: { get: operation, post: operation, put: operation, patch: operation, delete: operation },
  webhook: { post: operation },
  operation: {
    parameters: { form: "parameter", as: "list" },
    requestBody: { form: "body" },
    responses: { form: "response", as: "map" },
    "x-item": schema,
  },
  parameter: { schema, content: media },
  header: { schema, content: media },
  body: { content: media },
  response: { content: media, headers },
  media: { schema },
  schema: {
    properties: schemasByName,
    items: schema,
    additionalProperties: schema,
    allOf: schemas,
    anyOf: schemas,
    oneOf: schemas,
    patternProperties: schemasByName,
    prefixItems: schemas,
    propertyNames: schema,
    contains: schema,
    contentSchema: schema,
    dependentSchemas: schemasByName,
    not: schema,
    if: schema,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: schema,
    else: schema,
    unevaluatedItems: schema,
    unevaluatedProperties: schema,
  },
  components: {
    schemas: schemasByName,
    responses: { form: "response", as: "map" },
    parameters: { form: "parameter", as: "map" },
    headers,
    requestBodies: { form: "body", as: "map" },
  },
};

/** The other keys of each form. */
export const KEYS: Readonly<Record<Form, readonly string[]>> = {
  path: [],
  webhook: [],
  operation: [
    ...["operationId", "tags", "summary", "description", "externalDocs", "deprecated"],
    ...["security", "servers"],
  ],
  parameter: [
    ...["$ref", "name", "in", "required", "description", "deprecated", "style", "explode"],
    ...["allowReserved", "allowEmptyValue", "example", "examples"],
  ],
  header: [
    "$ref",
    "required",
    "description",
    "deprecated",
    "style",
    "explode",
    "example",
    "examples",
  ],
  body: ["$ref", "description", "required"],
  response: ["$ref", "description", "links"],
  media: ["example", "examples", "encoding"],
  schema: [
    ...["$ref", "type", "enum", "const", "required", "title", "description", "examples", "example"],
    ...[
      "format",
      "default",
      "deprecated",
      "readOnly",
      "writeOnly",
      "discriminator",
      "externalDocs",
    ],
    ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern"],
    ...["minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minContains"],
    ...["maxContains", "minProperties", "maxProperties", "dependentRequired"],
    ...["contentMediaType", "contentEncoding", "xml", "$comment"],
  ],
  components: ["securitySchemes"],
};

/** The types of a schema. */
export const SCHEMA_TYPES: readonly string[] = [
  ...["string", "integer", "number", "boolean", "object", "array", "null"],
];
