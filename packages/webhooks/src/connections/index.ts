export type { ConnectedOptions, Connection } from "./connection.ts";
export { type Connections, createConnections, type OfWorkspace } from "./connections.ts";
export type { ConnectionEndpointOptions, Health, HealthChecksOptions } from "./endpoints.ts";
export { NotConnectedError } from "./not-connected-error.ts";
export type { ConnectionsOptions } from "./options.ts";
export type { ConnectionRecord, ConnectionState, ConnectionStore } from "./record.ts";
