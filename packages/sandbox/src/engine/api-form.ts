import type { ErrorEntry } from "./errors.ts";

/** The code of an error about a version that does not exist, or does not have an operation. */
export const versionErrorCode = "intercom_version_invalid";

/**
 * Resources that only versions have which are not described: users became contacts in 2.0. Each is the
 * first segment of a path.
 */
export const retired: { readonly resources: readonly string[]; readonly versions: string } = {
  resources: ["bulk", "counts", "subscriptions", "user_delete_requests", "users"],
  versions: "versions before 2.7",
};

/** The body of an error response: Intercom's `error.list`. */
export function errorBody(requestId: string, entry: ErrorEntry): unknown {
  return { type: "error.list", request_id: requestId, errors: [entry] };
}
