export { apiError } from "./api-error.ts";
export type * from "./client-types.ts";
export * from "./errors.ts";
export { operationTable } from "./generated/operation-table.ts";
export * from "./layer.ts";
export type * from "./operation-table-types.ts";
export type * from "./options.ts";
