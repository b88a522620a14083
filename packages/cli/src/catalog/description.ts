import type { Schema, SearchRules } from "./operation.ts";

/** The parts of an OpenAPI description that operations are read from. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Row>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, ParameterRow>>;
  };
}

export interface ParameterRow {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;

/** One operation. */
export interface Row {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly externalDocs?: { readonly url: string };
  readonly parameters?: readonly ParameterRow[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly "x-one"?: OneRow;
  readonly "x-safe"?: boolean;
  /** `items` is the place of the items in a response, such as `data`. */
  readonly "x-pagination"?: { readonly items: string };
  readonly "x-search"?: Omit<SearchRules, "sort"> & { readonly sort?: SearchRules["sort"] };
}

/** The second method of an operation, which returns one object in place of a list for some parameters. */
export interface OneRow {
  readonly operationId: string;
  readonly by: readonly string[];
  readonly summary: string;
  readonly description?: string;
}

/** The schema itself, or what its `$ref` leads to. */
export function resolveSchema(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const { $ref } = schema;
  if (typeof $ref !== "string") return schema;
  return resolveSchema(schemas[$ref.slice("#/components/schemas/".length)] ?? {}, schemas);
}
