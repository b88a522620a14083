/** How a success is read. `"json"` is what the description says the operation returns. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** The error body every operation is prepared for: Intercom's `error.list`. */
export interface ErrorBody {
  type: "error.list";
  /** What Intercom's support asks for. */
  request_id?: string | null;
  /** What is wrong, at least one entry in an answer of Intercom's own. */
  errors: { code: string; message?: string | null; field?: string | null }[];
}
