import { createRequire } from "node:module";

/** A part of the OpenAPI description: JSON Schema, with `$ref` into the description. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** An argument in the path or the query of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
}

/** One operation of one API version. */
export interface Operation {
  /** The place of its method, such as `contacts.companies.list`. */
  readonly id: string;
  /** Such as `GET /contacts/{contact_id}/companies`. */
  readonly route: string;
  readonly summary: string;
  readonly description: string;
  /** The page of Intercom's reference. */
  readonly docs: string | undefined;
  /** The path parameters first, in the order of the path. */
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly schema: Schema } | undefined;
  /** Whether it only reads: a GET, or a search. */
  readonly isRead: boolean;
  /** Whether the method returns a list that pages. */
  readonly isList: boolean;
  /** Whether it is a search, with a query in its body. */
  readonly isSearch: boolean;
  /** Whether the response is a file. */
  readonly isDownload: boolean;
  /** The fields by which a search can find, and their types. */
  readonly searchFields: Readonly<Record<string, { readonly type: string }>> | undefined;
}

/** The operations of one API version. */
export interface Catalog {
  readonly version: string;
  readonly operations: readonly Operation[];
  /** The schemas that `$ref` names, by their name in `#/components/schemas/`. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

const require = createRequire(import.meta.url);

/** Reads the operations of a version, such as `2.16` or `preview`, from its OpenAPI description. */
export function loadCatalog(version: string): Catalog {
  const bundle = require(`@interkit/openapi/${version}.json`) as Bundle;
  const operations = Object.entries(bundle.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, row]) => toOperation(method, path, row, bundle)),
  );
  return { version, operations, schemas: bundle.components.schemas };
}

interface Bundle {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Row>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, ParameterRow>>;
  };
}

interface ParameterRow {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Row {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly externalDocs?: { readonly url: string };
  readonly parameters?: readonly ParameterRow[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
  readonly "x-safe"?: boolean;
  readonly "x-pagination"?: object;
  readonly "x-search"?: { readonly fields: Record<string, { readonly type: string }> };
}

function toOperation(method: string, path: string, row: Row, bundle: Bundle): Operation {
  const body = row.requestBody?.content["application/json"];
  const isSearch = row["x-search"] !== undefined || row.operationId.endsWith(".search");
  return {
    id: row.operationId,
    route: `${method.toUpperCase()} ${path}`,
    summary: row.summary,
    description: row.description ?? "",
    docs: row.externalDocs?.url,
    parameters: parametersOf(path, row, bundle),
    body: body && { required: row.requestBody?.required === true, schema: body.schema },
    isRead: method === "get" || row["x-safe"] === true,
    isList: row["x-pagination"] !== undefined,
    isSearch: isSearch && method === "post",
    isDownload: Object.entries(row.responses).some(
      ([status, { content = {} }]) =>
        status.startsWith("2") && Object.keys(content).some((type) => type !== "application/json"),
    ),
    searchFields: row["x-search"]?.fields,
  };
}

function parametersOf(path: string, { parameters = [] }: Row, bundle: Bundle): Parameter[] {
  const resolved = parameters.map((row) => {
    const name = row.$ref?.split("/").at(-1);
    return name === undefined ? row : (bundle.components.parameters?.[name] ?? row);
  });
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => name);
  const inPath = names.flatMap((name) => resolved.find((one) => one.name === name) ?? []);
  const inQuery = resolved.filter((one) => one.in === "query");
  return [...inPath, ...inQuery].map((row) => ({
    name: row.name,
    in: row.in === "path" ? "path" : "query",
    required: row.required === true,
    description: row.description ?? "",
    schema: row.schema ?? {},
  }));
}
