/** How a success is read. `"json"` is what the description declares for the operation. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** The error body of every operation: Intercom's `error.list`. */
export interface ErrorBody {
  type: "error.list";
  /** The id that Intercom's support needs. */
  request_id?: string | null;
  /** The errors; at least one in a response of Intercom itself. */
  errors: { code: string; message?: string | null; field?: string | null }[];
}
