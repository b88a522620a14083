import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { lookUp, operationsOf } from "interkit-generator/description/walk";

/** A fact about one place of a description: a type, a format, a value of an enum, `required`. */
export interface Fact {
  /** `"GET /contacts/{}"`: the names of path parameters are not compared. */
  readonly route: string;
  /** `query per_page`, `body application/json .name`, `200 application/json .data[].id` */
  readonly place: string;
  readonly says: string;
  /** The places in the components: `Contact.name`. There are several where schemas are composed. */
  readonly of: readonly string[];
}

/** How deep schemas are followed: deeper levels only repeat. */
const DEPTH = 7;

/**
 * The facts of an OpenAPI document, 3.0 or 3.1, without its prose, its examples and the names of
 * its components. Two documents with the same facts describe the same API.
 */
export function factsOf(document: JsonObject): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const { method, path, node } of operationsOf(document)) {
    const route = `${method.toUpperCase()} ${path.replace(/\{[^}]+\}/g, "{}")}`;
    const add: Add = (place, says, of = []) => {
      const key = `${route} | ${place} | ${says}`;
      const known = facts.get(key)?.of ?? [];
      facts.set(key, { route, place, says, of: [...new Set([...known, ...of])] });
    };
    add("operation", "exists");
    const item = asObject(asObject(document["paths"])?.[path]);
    addParameters(document, path, [item?.["parameters"], node["parameters"]], add);
    addContent(document, "body", node["requestBody"], add);
    if (follow(document, node["requestBody"])?.["required"]) add("body", "required");
    for (const [status, response] of Object.entries(asObject(node["responses"]) ?? {})) {
      add(status, "exists");
      addContent(document, status, response, add);
    }
  }
  return facts;
}

type Add = (place: string, says: string, of?: readonly string[]) => void;

function addParameters(document: JsonObject, path: string, lists: (Json | undefined)[], add: Add) {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
  for (const listed of lists.flatMap((list) => (list ?? []) as Json[])) {
    const parameter = follow(document, listed);
    const name = String(parameter?.["name"]);
    if (!parameter || /^intercom-version$/i.test(name)) continue;
    const inPath = parameter["in"] === "path";
    const place = `${String(parameter["in"])} ${inPath ? `#${names.indexOf(name) + 1}` : name}`;
    add(place, "exists");
    if (parameter["required"] && !inPath) add(place, "required");
    addSchema(document, parameter["schema"], place, add, DEPTH, []);
  }
}

function addContent(document: JsonObject, place: string, holder: Json | undefined, add: Add): void {
  const content = asObject(follow(document, holder)?.["content"]) ?? {};
  for (const [type, media] of Object.entries(content)) {
    addSchema(document, asObject(media)?.["schema"], `${place} ${type} `, add, DEPTH, []);
  }
}

function addSchema(
  document: JsonObject,
  node: Json | undefined,
  place: string,
  add: Add,
  depth: number,
  trail: readonly string[],
  of: readonly string[] = [],
): void {
  const reference = asObject(node)?.["$ref"];
  const schema = follow(document, node);
  if (!schema || depth < 0) return;
  if (typeof reference === "string") {
    if (trail.includes(reference)) return;
    trail = [...trail, reference];
    of = [...of.slice(-2), reference.split("/").at(-1) ?? ""];
  }
  const into = (child: Json | undefined, step: string, deeper = 1) => {
    const inner = step === "" ? of : below(of, step);
    addSchema(document, child, place + step, add, depth - deeper, trail, inner);
  };

  for (const says of assertionsOf(schema)) add(place, says, of);
  for (const key of ["allOf", "oneOf", "anyOf"]) {
    for (const member of (schema[key] ?? []) as Json[]) into(member, "", 0);
  }
  for (const [name, child] of Object.entries(asObject(schema["properties"]) ?? {})) {
    add(`${place}.${name}`, "exists", below(of, `.${name}`));
    into(child, `.${name}`);
  }
  for (const name of (schema["required"] ?? []) as string[]) {
    add(`${place}.${name}`, "required", below(of, `.${name}`));
  }
  into(schema["items"], "[]");
  into(asObject(schema["additionalProperties"]), "{*}");
}

const below = (of: readonly string[], step: string): string[] => of.map((name) => name + step);

function assertionsOf(schema: JsonObject): string[] {
  const { type, properties, items, format } = schema;
  const values = "const" in schema ? [schema["const"]] : ((schema["enum"] ?? []) as Json[]);
  const types = new Set<string>(
    [type ?? (properties ? "object" : items ? "array" : [])].flat() as string[],
  );
  if (schema["nullable"] === true || values.includes(null)) types.add("null");
  if (!type) for (const value of values) if (value !== null) types.add(typeof value);
  return [
    ...types,
    ...values.filter((value) => value !== null).map((value) => `value ${String(value)}`),
    ...(typeof format === "string" ? [`format ${format}`] : []),
  ];
}

function follow(document: JsonObject, node: Json | undefined): JsonObject | undefined {
  let current = asObject(node);
  for (let hops = 0; typeof current?.["$ref"] === "string" && hops < 20; hops++) {
    current = lookUp(document, current["$ref"]);
  }
  return current;
}
