import type { Description } from "./description.ts";
import { asArray, asObject, isEqualJson, type Json, type JsonObject } from "./json.ts";
import { deprecatedValuesOf, isNull, limitsOf, otherKeywords } from "./keywords.ts";

/** What a schema allows, in one form however it was written: 3.0 or 3.1, composed or not. */
export interface View {
  /** JSON types; null only where it is the single one. None stands for any value. */
  readonly types: ReadonlySet<string>;
  readonly nullable: boolean;
  /** The values of an enum or const, without null. */
  readonly values: readonly Json[] | undefined;
  /** Whether the values are only the known ones: an `anyOf` of an enum and its type. */
  readonly isOpen: boolean;
  /** The deprecated values as text, and what to use instead. */
  readonly deprecatedValues: ReadonlyMap<string, string>;
  readonly format: string | undefined;
  readonly properties: ReadonlyMap<string, Json>;
  readonly required: ReadonlySet<string>;
  /** What properties may have that are not listed: a schema, nothing, or not stated. */
  readonly additional: Json | "forbidden" | undefined;
  readonly items: Json | undefined;
  /** The alternatives of a union, without null. */
  readonly members: readonly Json[];
  /** `maximum`, `pattern` and the like. */
  readonly limits: ReadonlyMap<string, Json>;
  /** Keywords that have no rule. */
  readonly others: ReadonlyMap<string, Json>;
}

const empty: View = {
  types: new Set(),
  nullable: false,
  values: undefined,
  isOpen: false,
  deprecatedValues: new Map(),
  format: undefined,
  properties: new Map(),
  required: new Set(),
  additional: undefined,
  items: undefined,
  members: [],
  limits: new Map(),
  others: new Map(),
};

/** Returns what a schema allows. */
export function viewOf(description: Description, node: Json | undefined): View {
  const schema = asObject(node);
  if (schema === undefined) return build(description, node, new Set());
  const known = viewsOf(description);
  const view = known.get(schema) ?? build(description, schema, new Set());
  known.set(schema, view);
  return view;
}

const views = new WeakMap<Description, WeakMap<JsonObject, View>>();

/** The views that a description is known to have, by schema: most schemas are compared several times. */
function viewsOf(description: Description): WeakMap<JsonObject, View> {
  const known = views.get(description) ?? new WeakMap<JsonObject, View>();
  views.set(description, known);
  return known;
}

function build(description: Description, node: Json | undefined, above: Set<JsonObject>): View {
  if (node === false) return { ...empty, others: new Map([["never", true]]) };
  const schema = asObject(node);
  // A schema that contains itself through `allOf` states nothing more the second time.
  if (schema === undefined || above.has(schema)) return empty;
  const trail = new Set(above).add(schema);
  let view = ownView(schema);
  if (typeof schema["$ref"] === "string") {
    view = mergeViews(view, build(description, description.target(schema["$ref"]), trail));
  }
  const parts = asArray(schema["allOf"]).map((member) => build(description, member, trail));
  if (parts.length > 0) view = mergeViews(view, parts.reduce(mergeParts));
  for (const key of ["anyOf", "oneOf"]) {
    const members = asArray(schema[key]);
    if (members.length === 0) continue;
    view = mergeViews(view, unionOf(description, members, trail));
  }
  return view;
}

/** What the keywords of one schema state, without those that it is composed of. */
function ownView(schema: JsonObject): View {
  const { properties, items, unevaluatedProperties: unevaluated } = schema;
  const additional = schema["additionalProperties"] ?? unevaluated;
  const values = "const" in schema ? [schema["const"] as Json] : asArray(schema["enum"]);
  const hasValues = "const" in schema || Array.isArray(schema["enum"]);
  const types = new Set(asArray(schema["type"]).map(String));
  if (types.size === 0 || (types.size === 1 && types.has("null") && values.length > 1)) {
    if (properties !== undefined || additional !== undefined) types.add("object");
    if (items !== undefined) types.add("array");
    for (const value of values) if (value !== null) types.add(typeof value);
  }
  const nullable = types.has("null") || schema["nullable"] === true || values.includes(null);
  if (types.size > 1) types.delete("null");
  return {
    types,
    nullable,
    values: hasValues ? values.filter((value) => value !== null) : undefined,
    isOpen: false,
    deprecatedValues: deprecatedValuesOf(schema),
    format: typeof schema["format"] === "string" ? schema["format"] : undefined,
    properties: new Map(Object.entries(asObject(properties) ?? {})),
    required: new Set(asArray(schema["required"]).filter((name) => typeof name === "string")),
    additional: additional === false ? "forbidden" : additional === true ? {} : additional,
    items,
    members: [],
    limits: limitsOf(schema),
    others: otherKeywords(schema),
  };
}

/** What two schemas allow together. */
function mergeViews(a: View, b: View): View {
  const properties = new Map(a.properties);
  for (const [name, node] of b.properties) {
    const known = properties.get(name);
    const isSame = known === undefined || isEqualJson(known, node);
    properties.set(name, isSame ? node : bothOf(known, node));
  }
  const { additional = b.additional } = a;
  return {
    types: commonTypes(a.types, b.types),
    nullable: a.nullable || b.nullable,
    ...mergeValues(a, b),
    deprecatedValues: new Map([...b.deprecatedValues, ...a.deprecatedValues]),
    format: a.format ?? b.format,
    properties,
    required: new Set([...a.required, ...b.required]),
    additional: b.additional === "forbidden" ? "forbidden" : additional,
    items: a.items ?? b.items,
    members: a.members.length > 0 ? a.members : b.members,
    limits: new Map([...b.limits, ...a.limits]),
    others: new Map([...b.others, ...a.others]),
  };
}

/** A schema of two others. What they have in common is in it once, so that a circle of schemas ends. */
function bothOf(a: Json, b: Json): JsonObject {
  const members = [...conjunctsOf(a), ...conjunctsOf(b)];
  const isFirst = (member: Json, index: number) =>
    members.findIndex((other) => isEqualJson(other, member)) === index;
  return { allOf: members.filter(isFirst) };
}

/** The schemas that a schema is made of; itself, where it states more than an `allOf`. */
function conjunctsOf(node: Json): Json[] {
  const schema = asObject(node);
  const isOfParts = schema !== undefined && Object.keys(schema).join() === "allOf";
  return isOfParts ? asArray(schema["allOf"]) : [node];
}

/** Null is allowed by all parts that state a type; beside them, it may be stated for all of them. */
function mergeParts(a: View, b: View): View {
  const isTyped = a.types.size > 0 && b.types.size > 0;
  const nullable = isTyped ? a.nullable && b.nullable : a.nullable || b.nullable;
  return { ...mergeViews(a, b), nullable };
}

/** What is open admits each value that the other states. */
function mergeValues(a: View, b: View): Pick<View, "values" | "isOpen"> {
  const only = ({ values, isOpen }: View) => ({ values, isOpen });
  if (a.values === undefined || b.values === undefined) return only(a.values === undefined ? b : a);
  if (a.isOpen !== b.isOpen) return only(a.isOpen ? b : a);
  return { values: common(a.values, b.values), isOpen: a.isOpen };
}

function commonTypes(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const both = [...a].filter((type) => b.has(type));
  if (a.has("integer") && b.has("number")) both.push("integer");
  if (a.has("number") && b.has("integer")) both.push("integer");
  if (both.length > 0) return new Set(both);
  const [first, second] = [a, b].map((types) => [...types].sort().join("|"));
  if (first === "null") return b;
  // What contradicts itself allows no value, and is a type of its own.
  return second === "null" ? a : new Set([`${first}&${second}`]);
}

function common(a: readonly Json[], b: readonly Json[]): Json[] {
  return a.filter((value) => b.some((other) => isEqualJson(value, other)));
}

/** A union. Null, unions of plain types and unions of constants are no alternatives of their own. */
function unionOf(description: Description, members: readonly Json[], above: Set<JsonObject>): View {
  const others = members.filter((member) => !isNull(member));
  const views = others.map((member) => build(description, member, above));
  const nullable = others.length < members.length || views.some((view) => view.nullable);
  const [first] = views;
  if (first === undefined) return { ...empty, types: new Set(["null"]), nullable };
  if (views.length === 1) return { ...first, nullable };
  if (views.every(isPlain)) {
    const types = new Set(views.flatMap((view) => [...view.types]));
    return { ...empty, nullable, types };
  }
  if (views.every(isScalar) && areApart(views)) return { ...views.reduce(joinScalars), nullable };
  const isScalarOrEnum = (view: View) => isScalar({ ...view, values: undefined });
  const open = views.filter(({ values }) => values === undefined);
  const isOfOneType = views.every((view) => isEqualJson(view.types, first.types));
  if (isOfOneType && views.every(isScalarOrEnum) && open.length < 2) {
    const values = views.flatMap((view) => view.values ?? []);
    const deprecatedValues = new Map(views.flatMap((view) => [...view.deprecatedValues]));
    const isOpen = open.length > 0;
    return { ...(open[0] ?? first), nullable, values, isOpen, deprecatedValues };
  }
  // A union within a union is one union.
  const flat = others.flatMap((member, index) => {
    const { members: inner = [], properties } = views[index] ?? empty;
    return inner.length > 0 && properties.size === 0 ? inner : [member];
  });
  return { ...empty, nullable, members: flat };
}

/** Whether a view states scalar types alone, without limits. */
function isPlain(view: View): boolean {
  return isScalar(view) && view.format === undefined && view.limits.size === 0;
}

/** Whether a view states scalar types, with their limits and formats. */
function isScalar({ types, values, others, members }: View): boolean {
  const isNested = types.has("object") || types.has("array");
  return types.size > 0 && !isNested && values === undefined && others.size + members.length === 0;
}

/** Whether no two views state the same type or a format: what they state can stand side by side. */
function areApart(views: readonly View[]): boolean {
  const types = views.flatMap((view) =>
    [...view.types].map((type) => type.replace("integer", "number")),
  );
  const formats = views.filter(({ format }) => format !== undefined);
  return new Set(types).size === types.length && formats.length < 2;
}

function joinScalars(a: View, b: View): View {
  return {
    ...a,
    nullable: a.nullable || b.nullable,
    types: new Set([...a.types, ...b.types]),
    format: a.format ?? b.format,
    limits: new Map([...a.limits, ...b.limits]),
  };
}
