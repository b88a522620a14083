import { asObject, type Json, type JsonObject } from "../description/source.ts";
import { lookUp, operationsOf } from "../description/walk.ts";

/** A search of a version: what its types are called, and what the description says of it. */
export interface Search {
  /** `contacts`, whose builder is `query.contacts`. */
  readonly resource: string;
  /** `Contact`, with which the names of its types begin. */
  readonly thing: string;
  readonly facts: JsonObject;
  readonly node: JsonObject;
}

/** The operators and the value of a field, as its types. */
export interface Kind {
  readonly operators: readonly string[];
  readonly values: readonly string[];
  readonly given: readonly string[];
  readonly isEnum: boolean;
}

/** The searches of a version that have filters. */
export function searchesOf(document: JsonObject): Search[] {
  return operationsOf(document).flatMap(({ id, node }) => {
    const facts = asObject(node["x-search"]);
    if (!facts) return [];
    const resource = id.split(".")[0] as string;
    return [{ resource, thing: singular(resource), facts, node }];
  });
}

function singular(resource: string): string {
  const one = resource.replace(/ies$/, "y").replace(/s$/, "");
  return one.charAt(0).toUpperCase() + one.slice(1);
}

/** The names of the types that {@link searchTypes} declares for a search. */
export const namesOf = ({ thing }: Search): string[] =>
  ["Fields", "Filter", "Query", "SortField"].map((part) => `${thing}Search${part}`);

/** The fields of a search by name, with what each is compared by. */
export function kindsOf({ facts }: Search): Map<string, Kind> {
  const operators = asObject(facts["operators"]) ?? {};
  const fields = Object.entries(asObject(facts["fields"]) ?? {});
  return new Map(
    fields.map(([name, field]) => {
      const { type, id, enum: values } = asObject(field) ?? {};
      const taken = operators[String(type)] as string[];
      const words = wordsOf(String(type), id === true, values as Json[] | undefined);
      const given = type === "time" || type === "any" ? [...words, "Date"] : words;
      return [name, { operators: taken, values: words, given, isEnum: values !== undefined }];
    }),
  );
}

function wordsOf(type: string, isId: boolean, values: Json[] | undefined): string[] {
  if (values) return values.map((value) => JSON.stringify(value));
  switch (type) {
    case "integer":
      // An id may be sent as text, too.
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of a type
      return isId ? ["number", "`${number}`"] : ["number"];
    case "time":
      return ["number"];
    case "boolean":
      return ["boolean"];
    case "any":
      return ["string", "number", "boolean"];
    default:
      return isId ? ["string", "number"] : ["string"];
  }
}

/** `custom_attributes.{name}` is any name that begins so. */
export const nameType = (name: string): string =>
  name.endsWith("}") ? `\`${name.slice(0, name.indexOf("{"))}\${string}\`` : JSON.stringify(name);

/** A field as a member of an interface. */
export function memberOf(name: string, type: string): string {
  const key = name.endsWith("}") ? `[attribute: ${nameType(name)}]` : JSON.stringify(name);
  return `  readonly ${key}: ${type};`;
}

const union = (words: readonly string[]): string => words.join(" | ");
const texts = (words: readonly string[]): string =>
  union(words.map((word) => JSON.stringify(word)));

/** The type of a field of some kind. */
export function fieldType({ operators, values, given }: Kind, sent = union(given)): string {
  const [value, operator] = [union(values), texts(operators)];
  return `SearchField<${operator}, ${value}${sent === value ? "" : `, ${sent}`}>`;
}

/** The types of a version's searches: fields, filters, queries and sort fields. */
export function searchTypes(document: JsonObject): string {
  return searchesOf(document).map(typesOf).join("\n\n");
}

function typesOf(search: Search): string {
  const { resource, thing, facts } = search;
  const kinds = kindsOf(search);
  const members = [...kinds].map(([name, kind]) => memberOf(name, fieldType(kind)));
  const named = new Map<string, string[]>();
  for (const [name, kind] of kinds) {
    const type = fieldType(kind);
    named.set(type, [...(named.get(type) ?? []), nameType(name)]);
  }
  const filters = [...named].map(([type, names]) => `  | SearchFilterOn<${union(names)}, ${type}>`);
  const except = (asObject(facts["sort"])?.["except"] ?? []) as string[];
  return `/** The fields of \`${resource}.search\`, each with its operators and its values. */
export interface ${thing}SearchFields {
${members.join("\n")}
}

/** One comparison of \`${resource}.search\`. */
export type ${thing}SearchFilter =
${filters.join("\n")};

/** The query of \`${resource}.search\`. */
export type ${thing}SearchQuery = SearchQueryOf<${thing}SearchFilter>;

/** The fields by which \`${resource}.search\` can sort. */
export type ${thing}SearchSortField = Exclude<keyof ${thing}SearchFields, ${texts(except)}>;`;
}

/** The keyword of a schema whose type is declared separately: the name of that type. */
export const TYPE = "x-type";

/** Replaces the schemas in the bodies of searches by the types that are declared for them. */
export function typeSearchBodies(document: JsonObject): void {
  for (const { thing, node } of searchesOf(document)) {
    const content = asObject(asObject(node["requestBody"])?.["content"]);
    const schema = asObject(asObject(content?.["application/json"])?.["schema"]);
    const body = lookUp(document, String(schema?.["$ref"]));
    const properties = asObject(body?.["properties"]) ?? {};
    const sort = asObject(asObject(properties["sort"])?.["properties"]) ?? {};
    declare(properties, "query", `${thing}SearchQuery`);
    declare(sort, "field", `${thing}SearchSortField`);
  }
}

function declare(properties: JsonObject, name: string, type: string): void {
  const description = asObject(properties[name])?.["description"] ?? "";
  properties[name] = { [TYPE]: type, description };
}
