import { createRequire } from "node:module";
import type { Description } from "./description.ts";
import type { Operation, Schema } from "./operation.ts";
import { readOperations } from "./read-operation.ts";

export type { Operation, OperationBody, Parameter, Schema, SearchRules } from "./operation.ts";

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
  const description = require(`@interkit/openapi/${version}.json`) as Description;
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, row]) =>
      readOperations(method, path, row, description),
    ),
  );
  return { version, operations, schemas: description.components.schemas };
}
