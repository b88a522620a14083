export type * from "./client-types.ts";
export * from "./layer.ts";
export type * from "./operation-table-types.ts";
export type * from "./options.ts";
