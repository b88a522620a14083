import type { ErrorEntry } from "./errors.ts";

/** The code of an error about a version that does not exist, or does not have an operation. */
export const versionErrorCode = "version_invalid";

/** Resources that only versions have which are not described: there are none. */
export const retired: { readonly resources: readonly string[]; readonly versions: string } = {
  resources: [],
  versions: "",
};

/** The body of an error response. */
export function errorBody(_requestId: string, error: ErrorEntry): unknown {
  return { error };
}
