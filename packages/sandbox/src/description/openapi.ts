/**
 * The part of OpenAPI 3.1 that the sandbox reads. The types are written by hand, because types
 * inferred from a bundle of a megabyte slow the compiler down.
 */

export type JsonObject = Record<string, unknown>;

export type SchemaType = "array" | "boolean" | "integer" | "null" | "number" | "object" | "string";

/** A JSON Schema (2020-12) as bundles use it. `true` and `false` occur as `additionalProperties`. */
export interface Schema {
  $ref?: string;
  type?: SchemaType | SchemaType[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  schema?: Schema;
  style?: string;
  explode?: boolean;
}

export interface MediaType {
  schema?: Schema;
}

export interface RequestBody {
  $ref?: string;
  required?: boolean;
  content?: Record<string, MediaType>;
}

export interface ResponseObject {
  $ref?: string;
  content?: Record<string, MediaType>;
}

/** How Intercom pages an operation: see `openapi/README.md`. */
export interface Pagination {
  style:
    | "cursor"
    | "body-cursor"
    | "page"
    | "body-page"
    | "url"
    | "scroll"
    | "next-cursor"
    | "none";
  /** The dotted path of the array in the response. */
  items: string;
  /** The value of `next` on the last page, where it differs from the default of the style. */
  end?: "missing" | null;
}

type SearchType = "string" | "integer" | "boolean" | "time" | "date" | "reference" | "any";

type SearchOperator = "=" | "!=" | "IN" | "NIN" | ">" | "<" | ">=" | "<=" | "~" | "!~" | "^" | "$";

interface SearchFieldFacts {
  readonly type: SearchType;
  readonly id?: true;
  readonly enum?: readonly string[];
}

/** The fields, operators and orders of a search: see `openapi/README.md`. */
export interface SearchFacts {
  readonly times?: "day" | "second";
  readonly operators: { readonly [Type in SearchType]?: readonly SearchOperator[] };
  readonly fields: Readonly<Record<string, SearchFieldFacts>>;
  readonly sort: { readonly orders: readonly string[]; readonly except: readonly string[] };
}

export interface OperationObject {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: RequestBody;
  responses: Record<string, ResponseObject>;
  "x-pagination"?: Pagination;
  "x-search"?: SearchFacts;
  /** Whether a POST is a read. */
  "x-safe"?: true;
}

export type Method = "get" | "post" | "put" | "patch" | "delete";

export type PathItem = { parameters?: Parameter[] } & Partial<Record<Method, OperationObject>>;

/** One API version's description: a file of `@interkit/openapi`. */
export interface Bundle {
  openapi: string;
  info: { version: string };
  paths: Record<string, PathItem>;
  /** The notifications by topic. */
  webhooks?: Record<string, PathItem>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    responses?: Record<string, ResponseObject>;
    requestBodies?: Record<string, RequestBody>;
  };
}
