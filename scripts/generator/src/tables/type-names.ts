import { asObject, type Json, type JsonObject } from "../description/source.ts";
import {
  answerKind,
  type Method,
  type MethodResponse,
  type Parameter,
  resolve,
  type VersionMethods,
} from "./methods.ts";
import { pascalCase } from "./text.ts";

/**
 * The types that the methods of one version name, and where each comes from: a component of the
 * description, or a declaration made here for what has no name in the description.
 */
export class TypeNames {
  /** Components that are mentioned, to be imported from core. */
  readonly components = new Set<string>();
  /** Declarations of this module, by name. */
  readonly declarations = new Map<string, string>();
  /** The imports from core beside components. */
  readonly core = new Set<"lists" | "operations">();
  readonly #document: JsonObject;

  constructor({ document }: VersionMethods) {
    this.#document = document;
  }

  /** The interface of a group of methods: `Contacts`, or `TeamsMethods` where a schema has the name. */
  methodsOf(id: string): string {
    const name = pascalCase(id);
    const schemas = asObject(asObject(this.#document["components"])?.["schemas"]) ?? {};
    return name in schemas ? `${name}Methods` : name;
  }

  /** The type of what a call resolves to. */
  answer(method: Method): string {
    const types = new Set(method.responses.map((response) => this.#responseType(method, response)));
    if (types.size === 0 || (types.size === 1 && types.has("undefined"))) return "void";
    return [...types].join(" | ");
  }

  item(method: Method, page: string): string {
    const { route, list } = method;
    const schema = this.#itemSchema(this.#pageSchema(method), list?.items ?? "");
    const name = schema && this.#simple(schema);
    if (name) return name;
    this.core.add("lists");
    const type = `${pascalCase(method.id)}Item`;
    return this.#declare(
      type,
      `/** One of the items of a {@link ${page}}. */\n`,
      `export type ${type} = lists[${JSON.stringify(route)}]["item"];`,
    );
  }

  /** An interface, since the query of an operation has no name in the description. */
  query(method: Method): string {
    this.core.add("operations");
    const { id, operationId, by, route } = method;
    const type = `${pascalCase(id)}Query`;
    const query = `NonNullable<operations[${JSON.stringify(operationId)}]["parameters"]["query"]>`;
    const comment = `/** The query parameters of \`${route}\`. */\n`;
    if (id !== operationId) {
      const selected = method.queryParameters.filter(({ name }) => by.includes(name));
      const each = selected.map((parameter) => queryBy(query, parameter, by)).join(" | ");
      const rest = method.queryParameters.filter(({ name }) => !by.includes(name));
      const names = rest.map(({ name }) => JSON.stringify(name)).join(" | ");
      const whole = names ? `Pick<${query}, ${names}> & (${each})` : each;
      return this.#declare(type, comment, `export type ${type} = ${whole};`);
    }
    const names = by.map((name) => JSON.stringify(name)).join(" | ");
    const parameters = names ? `Omit<${query}, ${names}>` : query;
    return this.#declare(type, comment, `export interface ${type} extends ${parameters} {}`);
  }

  body(method: Method): string {
    const [media] = Object.entries(asObject(method.body?.["content"]) ?? {});
    const [mediaType, content] = media ?? ["application/json", {}];
    if (answerKind(mediaType) !== "json") return "FormData";
    const schema = asObject(asObject(content)?.["schema"]);
    const name = schema && this.#simple(schema);
    if (name) return name;
    this.core.add("operations");
    const type = `${pascalCase(method.id)}Body`;
    const body = `NonNullable<operations[${JSON.stringify(method.id)}]["requestBody"]>`;
    return this.#declare(
      type,
      `/** The body of \`${method.route}\`. */\n`,
      `export type ${type} = ${body}["content"][${JSON.stringify(mediaType)}];`,
    );
  }

  #responseType(method: Method, { status, mediaType, schema }: MethodResponse): string {
    if (!mediaType) return "undefined";
    const kind = answerKind(mediaType);
    if (kind === "text") return "string";
    if (kind === "stream") return "ReadableStream<Uint8Array>";
    const name = schema && this.#simple(schema);
    if (name) return name;
    this.core.add("operations");
    const type = `${pascalCase(method.id)}Response`;
    const place = `operations[${JSON.stringify(method.id)}]["responses"][${status}]`;
    return this.#declare(
      type,
      `/** What \`${method.route}\` answers. */\n`,
      `export type ${type} = ${place}["content"][${JSON.stringify(mediaType)}];`,
    );
  }

  /** The type of a schema that can be said in a word or two. */
  #simple(schema: JsonObject): string | undefined {
    const { $ref, type, anyOf, items, enum: values } = schema;
    if (typeof $ref === "string") {
      const name = $ref.split("/").at(-1) as string;
      this.components.add(name);
      return name;
    }
    if (Array.isArray(anyOf)) return this.#nullable(anyOf);
    if (values || schema["const"] !== undefined) return undefined;
    if (type === "array") {
      const item = asObject(items);
      const name = item && this.#simple(item);
      return name && (name.includes(" ") ? `(${name})[]` : `${name}[]`);
    }
    return SCALARS.get(String(type));
  }

  #nullable(members: readonly Json[]): string | undefined {
    const [first, second, ...others] = members.map((member) => asObject(member) ?? {});
    if (!first || second?.["type"] !== "null" || others.length > 0) return undefined;
    const name = this.#simple(first);
    return name && `${name} | null`;
  }

  #pageSchema(method: Method): JsonObject | undefined {
    return method.responses.find(({ schema }) => schema)?.schema;
  }

  #itemSchema(page: JsonObject | undefined, items: string): JsonObject | undefined {
    let schema = page && resolve(this.#document, page);
    for (const key of items.split(".")) {
      const property = asObject(schema?.["properties"])?.[key];
      schema = property === undefined ? undefined : resolve(this.#document, property);
    }
    return asObject(schema?.["items"]);
  }

  #declare(name: string, comment: string, declaration: string): string {
    this.declarations.set(name, `${comment}${declaration}`);
    return name;
  }
}

/** A query that has one of some parameters, and none of the others. A boolean is `true`. */
function queryBy(query: string, { name, flag }: Parameter, by: readonly string[]): string {
  const others = by.filter((other) => other !== name).map((other) => `${other}?: undefined`);
  const type = flag ? "true" : `NonNullable<${query}[${JSON.stringify(name)}]>`;
  return `{ ${[`${name}: ${type}`, ...others].join("; ")} }`;
}

const SCALARS = new Map([
  ["string", "string"],
  ["integer", "number"],
  ["number", "number"],
  ["boolean", "boolean"],
]);
