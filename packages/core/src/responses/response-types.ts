/** How a success is read. `"json"` is what the description declares for the operation. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";
