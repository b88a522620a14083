import { asObject, type Json, type JsonObject } from "./source.ts";

/**
 * Every object below a node, the node first. Two kinds are left out: examples, which are data, and
 * maps from names, whose keys are no keywords.
 */
export function* objectsIn(node: Json | undefined, keysAreNames = false): Generator<JsonObject> {
  // A generator that calls itself would pass each object through as many generators as it is deep.
  const open: Place[] = [{ node, keysAreNames }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next.node)) {
      for (const element of next.node.toReversed()) addTo(open, element, false);
      continue;
    }
    const object = asObject(next.node);
    if (!object) continue;
    if (!next.keysAreNames) yield object;
    for (const [key, value] of Object.entries(object).reverse()) {
      if (next.keysAreNames) addTo(open, value, false);
      else if (!DATA.has(key)) addTo(open, value, NAMES.has(key));
    }
  }
}

interface Place {
  readonly node: Json | undefined;
  readonly keysAreNames: boolean;
}

function addTo(open: Place[], node: Json | undefined, keysAreNames: boolean): void {
  if (typeof node === "object" && node !== null) open.push({ node, keysAreNames });
}

/** Keywords whose values are data. */
const DATA = new Set([
  ...["example", "examples", "default", "enum", "const"],
  "x-deprecated-values",
]);

/** Keywords whose values are maps from names: there, `default` is a name like any other. */
const NAMES = new Set([
  ...["properties", "patternProperties", "$defs"],
  ...["responses", "schemas", "parameters", "headers", "requestBodies"],
]);

/** The object that a local reference such as `#/components/schemas/Contact` leads to. */
export function lookUp(document: JsonObject, reference: string): JsonObject | undefined {
  const steps = reference.replace(/^#\//, "").split("/");
  let node: Json | undefined = document;
  for (const step of steps) {
    const key = step.includes("~") ? step.replaceAll("~1", "/").replaceAll("~0", "~") : step;
    node = asObject(node)?.[key];
  }
  return asObject(node);
}

/** The references that can be reached from a node, through the components they lead to. */
export function referencesFrom(document: JsonObject, ...nodes: (Json | undefined)[]): Set<string> {
  const seen = new Set<string>();
  const visit = (node: Json | undefined): void => {
    for (const object of objectsIn(node)) {
      const reference = object["$ref"];
      if (typeof reference !== "string" || seen.has(reference)) continue;
      seen.add(reference);
      visit(lookUp(document, reference));
    }
  };
  nodes.forEach(visit);
  return seen;
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

export interface Operation {
  readonly method: string;
  readonly path: string;
  /** `"GET /contacts/{contact_id}"`: what types and tables are keyed by. */
  readonly route: string;
  readonly id: string;
  readonly node: JsonObject;
}

/** The operations of a document, in the order of its paths. */
export function operationsOf(document: JsonObject): Operation[] {
  return Object.entries(asObject(document["paths"]) ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const node = asObject(asObject(item)?.[method]);
      if (!node) return [];
      const route = `${method.toUpperCase()} ${path}`;
      return [{ method, path, route, id: String(node["operationId"] ?? ""), node }];
    }),
  );
}

export interface Webhook {
  readonly topic: string;
  /** What the API sends: the `post` of the webhook. */
  readonly node: JsonObject;
}

/** The webhooks of a document, in its order. */
export function webhooksOf(document: JsonObject): Webhook[] {
  return Object.entries(asObject(document["webhooks"]) ?? {}).flatMap(([topic, item]) => {
    const node = asObject(asObject(item)?.["post"]);
    return node ? [{ topic, node }] : [];
  });
}

/** The schemas that are kept though no operation refers to them, by name. */
export function standaloneOf(document: JsonObject): Map<string, JsonObject> {
  const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
  return new Map(
    Object.entries(schemas).flatMap(([name, node]): [string, JsonObject][] => {
      const schema = asObject(node);
      return schema?.["x-standalone"] === undefined ? [] : [[name, schema]];
    }),
  );
}

/** The names of schemas that only standalone ones reach: no operation does, and no webhook. */
function onlyStandaloneIn(document: JsonObject): Set<string> {
  const reached = referencesFrom(document, document["paths"], document["webhooks"]);
  const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
  return new Set(
    Object.keys(schemas).filter((name) => !reached.has(`#/components/schemas/${name}`)),
  );
}

/** A schema and where it stands: `Contact.tags.data[]`, `contacts.get.200`. */
export interface PlacedSchema {
  readonly place: string;
  readonly schema: JsonObject;
  /** Whether no operation refers to it, so that nothing is derived for it. */
  readonly standalone: boolean;
}

/**
 * The schemas of data that the API sends, nested ones included: those of responses, and of the
 * components that no request can reach. Schemas that requests share have to stay as they are.
 */
export function* answersOf(document: JsonObject): Generator<PlacedSchema> {
  const operations = operationsOf(document);
  const components = asObject(document["components"]) ?? {};
  for (const { id, node } of operations) yield* bodiesIn(node["responses"], id);
  yield* bodiesIn(components["responses"], "");
  const requests = operations.flatMap(({ node }) => [node["parameters"], node["requestBody"]]);
  const standaloneRequests = [...standaloneOf(document)].flatMap(([name, schema]) =>
    schema["x-standalone"] === "request" ? [{ $ref: `#/components/schemas/${name}` }] : [],
  );
  const sent = referencesFrom(document, ...requests, ...standaloneRequests);
  const standalone = onlyStandaloneIn(document);
  for (const [name, schema] of Object.entries(asObject(components["schemas"]) ?? {})) {
    if (!sent.has(`#/components/schemas/${name}`))
      yield* schemasIn(schema, name, standalone.has(name));
  }
}

function* bodiesIn(responses: Json | undefined, place: string): Generator<PlacedSchema> {
  for (const [name, response] of Object.entries(asObject(responses) ?? {})) {
    for (const media of Object.values(asObject(asObject(response)?.["content"]) ?? {})) {
      yield* schemasIn(asObject(media)?.["schema"], place ? `${place}.${name}` : name);
    }
  }
}

/** A schema and those in it, references not followed. */
function* schemasIn(
  node: Json | undefined,
  place: string,
  standalone = false,
): Generator<PlacedSchema> {
  const schema = asObject(node);
  if (!schema) return;
  yield { place, schema, standalone };
  const within = (child: Json | undefined, at: string): Generator<PlacedSchema> =>
    schemasIn(child, at, standalone);
  for (const key of ["allOf", "anyOf", "oneOf"]) {
    for (const member of (schema[key] ?? []) as Json[]) yield* within(member, place);
  }
  for (const [name, property] of Object.entries(asObject(schema["properties"]) ?? {})) {
    yield* within(property, `${place}.${name}`);
  }
  yield* within(schema["items"], `${place}[]`);
  yield* within(schema["additionalProperties"], `${place}{}`);
}
