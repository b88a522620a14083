export type { ConnectionOptions } from "./connection-options.ts";
export { channelNames, diagnostics } from "./diagnostics.ts";
export { type NodeFetch, nodeFetch } from "./node-fetch.ts";
