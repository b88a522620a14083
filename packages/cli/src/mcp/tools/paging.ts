import type { Operation, Schema } from "../../catalog/catalog.ts";
import type { SchemaCopy } from "./definitions.ts";

/** How a list pages, for which every tool has `limit` and `cursor` instead. */
export interface Paging {
  /** Where the size of its pages is sent; `undefined` for a list that comes whole. */
  readonly sizeIn: "query" | "body" | "pagination" | undefined;
  /** The largest size of a page. */
  readonly maxSize: number;
}

/** The most items that a tool returns, and the largest page of most lists. */
export const maxLimit = 150;

const parameterNames = new Set(["page", "per_page", "starting_after", "cursor", "pagination"]);

/** Whether a parameter or a field of a list only selects a page. */
export function isPagingParameter({ isList }: Operation, name: string): boolean {
  return isList && parameterNames.has(name);
}

/** Returns how a list pages; `undefined` for what is no list. */
export function pagingOf(operation: Operation, schemas: SchemaCopy): Paging | undefined {
  if (!operation.isList) return undefined;
  const inQuery = operation.parameters.find(({ name }) => name === "per_page");
  if (inQuery !== undefined) return { sizeIn: "query", maxSize: maxSizeOf(inQuery.schema) };
  const fields = schemas.resolve(operation.body?.schema ?? {})["properties"] ?? {};
  const { per_page: inBody, pagination } = fields as Readonly<Record<string, Schema>>;
  if (inBody !== undefined) return { sizeIn: "body", maxSize: maxSizeOf(inBody) };
  return { sizeIn: pagination === undefined ? undefined : "pagination", maxSize: maxLimit };
}

function maxSizeOf({ maximum }: Schema): number {
  return Math.min(maxLimit, typeof maximum === "number" ? maximum : maxLimit);
}
