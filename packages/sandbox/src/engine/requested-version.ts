import { parseVersion, type Version, versions } from "../description/versions.ts";
import { type ApiError, apiError } from "./errors.ts";

/**
 * The API version of requests without an `Intercom-Version` header. Intercom uses `1.0` for an app
 * that has no version set; `1.0` is not described, so such requests are refused.
 */
export type DefaultVersion = Version | "1.0";

/** The `Intercom-Version` header of a response: the requested version, where it exists. */
export type VersionName = DefaultVersion | "Unstable";

export type RequestedVersion =
  | { readonly version: Version; readonly name: VersionName; readonly refusal?: undefined }
  | { readonly version?: undefined; readonly name: VersionName; readonly refusal: ApiError };

/** Reads the API version that a request is for, or the error when there is no such version. */
export function readRequestedVersion(headers: Headers, fallback: DefaultVersion): RequestedVersion {
  const header = headers.get("Intercom-Version");
  const version = parseVersion(header ?? fallback);
  if (version) {
    return { version, name: isUnstable(header) ? "Unstable" : version };
  }
  const mistake =
    header === null
      ? "No Intercom-Version is sent, and the app has none set, which is version 1.0"
      : `There is no version ${JSON.stringify(header)}`;
  const message = `The requested version could not be found. ${mistake}. Send Intercom-Version: one of ${versions.join(", ")}`;
  return { name: fallback, refusal: apiError(400, "intercom_version_invalid", message) };
}

function isUnstable(header: string | null): boolean {
  return header?.trim().toLowerCase() === "unstable";
}
