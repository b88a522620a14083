import type {
  Bundle,
  JsonObject,
  Method,
  OperationObject,
  Pagination,
  Parameter,
  RequestBody,
  ResponseObject,
  Schema,
  SearchFacts,
} from "./openapi.ts";
import { compileProjection, type Projection } from "./project.ts";
import { Validation } from "./validate.ts";
import type { Version } from "./versions.ts";

/** One operation of one API version, with its references resolved. */
export interface Operation {
  /** The `operationId`: the method's place, such as `contacts.companies.attach`. */
  readonly id: string;
  readonly method: Uppercase<Method>;
  /** The path template, such as `/contacts/{contact_id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: BodyDescription | undefined;
  readonly responses: ReadonlyMap<number, ResponseDescription>;
  /** The status of a successful response: the lowest declared one under 400. */
  readonly success: number;
  /** Whether it is a read: a GET, or a POST such as a search. */
  readonly reads: boolean;
  readonly pagination: Pagination | undefined;
  readonly search: SearchFacts | undefined;
}

export interface BodyDescription {
  readonly required: boolean;
  readonly mediaTypes: readonly string[];
  readonly schema: Schema | undefined;
}

export interface ResponseDescription {
  readonly mediaTypes: readonly string[];
  /** The schema of the JSON body. */
  readonly schema: Schema | undefined;
}

const methods: readonly Method[] = ["get", "post", "put", "patch", "delete"];

/** The description of one API version, with functions to query it. */
export class Description {
  readonly version: Version;
  readonly operations: readonly Operation[];
  readonly validation: Validation;
  readonly #bundle: Bundle;
  readonly #flat = new WeakMap<Schema, Schema>();
  readonly #components = new Map<string, unknown>();
  readonly #projections = new WeakMap<Schema, Projection>();

  constructor(version: Version, bundle: Bundle) {
    this.version = version;
    this.#bundle = bundle;
    this.validation = new Validation(bundle);
    this.operations = Object.entries(bundle.paths).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method];
        return operation ? [this.#operation(method, path, operation, item.parameters)] : [];
      }),
    );
  }

  /** Follows the references of a schema to the schema itself. */
  resolve(schema: Schema): Schema {
    let resolved = schema;
    while (resolved.$ref) resolved = this.#component(resolved.$ref) as Schema;
    return resolved;
  }

  /** A schema with its references followed and the parts of its `allOf` merged. */
  flatten(schema: Schema): Schema {
    const resolved = this.resolve(schema);
    if (!resolved.allOf) return resolved;
    const known = this.#flat.get(resolved);
    if (known) return known;
    const { allOf, ...own } = resolved;
    const flat = [...allOf.map((part) => this.flatten(part)), own].reduce(overlay, {});
    this.#flat.set(resolved, flat);
    return flat;
  }

  /** The projection onto a schema. It is compiled once. */
  projection(schema: Schema): Projection {
    const known = this.#projections.get(schema);
    if (known) return known;
    const projection = compileProjection(this, schema);
    this.#projections.set(schema, projection);
    return projection;
  }

  /** The schema of a property, also within references and alternatives. */
  property(schema: Schema, name: string): Schema | undefined {
    const { properties, anyOf, oneOf } = this.flatten(schema);
    const own = properties?.[name];
    if (own) return own;
    for (const branch of anyOf ?? oneOf ?? []) {
      const found = this.property(branch, name);
      if (found) return found;
    }
    return undefined;
  }

  /**
   * The names of properties that a schema and its alternatives declare; `undefined` where additional
   * properties are allowed.
   */
  propertyNames(schema: Schema): ReadonlySet<string> | undefined {
    const { properties, additionalProperties, anyOf = [], oneOf = [] } = this.flatten(schema);
    const alternatives = [...anyOf, ...oneOf].map((branch) => this.propertyNames(branch));
    if (additionalProperties || alternatives.includes(undefined)) return undefined;
    const names = [properties, ...alternatives].flatMap((some) =>
      some instanceof Set ? [...some] : Object.keys(some ?? {}),
    );
    return new Set(names);
  }

  /** The schema of an operation's successful response. */
  responseSchema(operation: Operation): Schema | undefined {
    return operation.responses.get(operation.success)?.schema;
  }

  /** The schema of one item of the list that an operation returns. */
  itemSchema(operation: Operation): Schema | undefined {
    let schema = this.responseSchema(operation);
    for (const name of operation.pagination?.items.split(".") ?? ["data"]) {
      schema = schema && this.property(schema, name);
    }
    return schema && this.flatten(schema).items;
  }

  /** The schema of a topic's item; `undefined` where this version does not have the topic. */
  webhookItem(topic: string): Schema | undefined {
    const { webhooks = {} } = this.#bundle;
    const body = Object.hasOwn(webhooks, topic) ? webhooks[topic]?.post?.requestBody : undefined;
    const schema = body?.content?.["application/json"]?.schema;
    const data = schema && this.property(schema, "data");
    return data && this.property(data, "item");
  }

  #operation(
    method: Method,
    path: string,
    operation: OperationObject,
    shared: readonly Parameter[] = [],
  ): Operation {
    const responses = new Map(
      Object.entries(operation.responses).map(([status, response]) => [
        Number(status),
        this.#response(response),
      ]),
    );
    return {
      id: operation.operationId,
      method: method.toUpperCase() as Uppercase<Method>,
      path,
      parameters: [...shared, ...(operation.parameters ?? [])].map(
        (parameter) => this.#follow(parameter) as Parameter,
      ),
      body: operation.requestBody && this.#body(operation.requestBody),
      responses,
      success: Math.min(...[...responses.keys()].filter((status) => status < 400)),
      pagination: operation["x-pagination"],
      search: operation["x-search"],
      reads: method === "get" || operation["x-safe"] === true,
    };
  }

  #body(reference: RequestBody): BodyDescription {
    const { required = false, content = {} } = this.#follow(reference) as RequestBody;
    return {
      required,
      mediaTypes: Object.keys(content),
      schema: content["application/json"]?.schema,
    };
  }

  #response(reference: ResponseObject): ResponseDescription {
    const { content = {} } = this.#follow(reference) as ResponseObject;
    return { mediaTypes: Object.keys(content), schema: content["application/json"]?.schema };
  }

  #follow(node: { $ref?: string }): unknown {
    return node.$ref ? this.#component(node.$ref) : node;
  }

  #component(reference: string): unknown {
    const known = this.#components.get(reference);
    if (known) return known;
    const parts = reference.replace(/^#\//, "").split("/");
    const found = parts.reduce<unknown>(
      (node, part) => (node as JsonObject | undefined)?.[decodePointer(part)],
      this.#bundle,
    );
    if (!found) throw new Error(`The description has no ${reference}.`);
    this.#components.set(reference, found);
    return found;
  }
}

function decodePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function overlay(base: Schema, part: Schema): Schema {
  const merged: Schema = { ...base, ...part };
  if (base.properties && part.properties) {
    merged.properties = { ...base.properties, ...part.properties };
  }
  if (base.required && part.required) merged.required = [...base.required, ...part.required];
  return merged;
}
