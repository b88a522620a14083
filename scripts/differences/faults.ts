import { lookUp, referencesFrom } from "interkit-generator/description/walk";
import { asObject, type Json, type JsonObject } from "./json.ts";

type Kind = "object" | "list" | "text" | "boolean" | "object or boolean" | "text or list";

/** What the value of a key has to be. */
interface Expected {
  readonly kind: Kind;
  /** The part that its elements or values are. */
  readonly of?: string;
  /** The part that it is itself. */
  readonly is?: string;
}

const map = (of: string): Expected => ({ kind: "object", of });
const list = (of?: string): Expected => ({ kind: "list", ...(of && { of }) });
const one = (is: string): Expected => ({ kind: "object", is });
const text: Expected = { kind: "text" };
const flag: Expected = { kind: "boolean" };
const use = { $ref: text };
const schema: Expected = { kind: "object or boolean", is: "schema" };
const value = { ...use, schema };

/** The keys of each part of an OpenAPI document that are compared. */
const parts: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  document: {
    paths: map("path"),
    webhooks: map("path"),
    components: one("components"),
    servers: list("server"),
  },
  components: {
    schemas: map("schema"),
    responses: map("response"),
    parameters: map("parameter"),
    requestBodies: map("body"),
    headers: map("parameter"),
  },
  server: { url: text },
  path: {
    ...use,
    parameters: list("parameter"),
    ...Object.fromEntries(
      ["get", "put", "post", "delete", "patch"].map((key) => [key, one("operation")]),
    ),
  },
  operation: {
    operationId: text,
    deprecated: flag,
    parameters: list("parameter"),
    requestBody: one("body"),
    responses: map("response"),
  },
  parameter: { ...value, content: map("media"), name: text, in: text, required: flag },
  body: { ...use, content: map("media"), required: flag },
  response: { ...use, content: map("media"), headers: map("parameter") },
  media: value,
  schema: {
    ...use,
    type: { kind: "text or list" },
    format: text,
    nullable: flag,
    deprecated: flag,
    enum: list(),
    required: list(),
    properties: map("schema"),
    items: schema,
    additionalProperties: schema,
    allOf: list("schema"),
    anyOf: list("schema"),
    oneOf: list("schema"),
  },
};

/**
 * What is wrong in an OpenAPI document, by place: parts of the wrong type, and references to nothing.
 * They are compared as if they stated nothing.
 */
export function faultsOf(document: JsonObject): Map<string, string> {
  const faults = new Map<string, string>();
  checkPart(document, "document", [], faults);
  for (const reference of referencesFrom(document, document)) {
    const isLocal = reference.startsWith("#/");
    if (!isLocal) faults.set(reference, "a reference to another file");
    else if (!lookUp(document, reference)) faults.set(reference, "a reference to nothing");
    else if (isCircle(document, reference)) faults.set(reference, "a reference to itself");
  }
  return faults;
}

/** Whether a reference leads to a reference, and so on, without an end. */
function isCircle(document: JsonObject, reference: string): boolean {
  const seen = new Set<string>();
  let current: Json | undefined = reference;
  while (typeof current === "string" && !seen.has(current)) {
    seen.add(current);
    current = current.startsWith("#/") ? lookUp(document, current)?.["$ref"] : undefined;
  }
  return typeof current === "string";
}

function checkPart(
  node: JsonObject,
  part: string,
  at: readonly string[],
  faults: Map<string, string>,
): void {
  for (const [key, expected] of Object.entries(parts[part] ?? {})) {
    const found = node[key];
    if (found === undefined) continue;
    const place = [...at, key];
    if (!hasKind(found, expected.kind))
      faults.set(place.join("."), `not ${article(expected.kind)}`);
    else if (expected.is !== undefined) checkInside(found, expected.is, place, faults);
    else if (expected.of !== undefined) {
      for (const [name, inner] of Object.entries(found as JsonObject)) {
        if (name.startsWith("x-")) continue;
        const isPart = asObject(inner) !== undefined;
        const mayBeFlag = expected.of === "schema" && typeof inner === "boolean";
        if (isPart) checkInside(inner, expected.of, [...place, name], faults);
        else if (!mayBeFlag) faults.set([...place, name].join("."), "not an object");
      }
    }
  }
}

function checkInside(
  node: Json,
  part: string,
  at: readonly string[],
  faults: Map<string, string>,
): void {
  const object = asObject(node);
  if (object !== undefined) checkPart(object, part, at, faults);
}

const tests: Readonly<Record<Kind, (value: Json) => boolean>> = {
  object: (found) => asObject(found) !== undefined,
  list: Array.isArray,
  text: (found) => typeof found === "string",
  boolean: (found) => typeof found === "boolean",
  "object or boolean": (found) => asObject(found) !== undefined || typeof found === "boolean",
  "text or list": (found) => typeof found === "string" || Array.isArray(found),
};

const hasKind = (found: Json, kind: Kind) => tests[kind](found);
const article = (kind: Kind) => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`);
