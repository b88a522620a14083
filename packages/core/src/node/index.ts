export { channelNames, diagnostics } from "./diagnostics.ts";
export type { ConnectionOptions } from "./dispatcher.ts";
export { type NodeFetch, nodeFetch } from "./node-fetch.ts";
