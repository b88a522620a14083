import { parseVersion, type Version, versions } from "../description/versions.ts";
import { type ApiError, apiError } from "./errors.ts";

/**
 * What a request without an `Intercom-Version` header is answered in. `1.0` is what Intercom takes
 * for an app that has no version set; it is not described, so that such requests are refused.
 */
export type DefaultVersion = Version | "1.0";

/** What the `Intercom-Version` header of an answer says: what was asked for, where that exists. */
export type VersionName = DefaultVersion | "Unstable";

export type AskedVersion =
  | { readonly version: Version; readonly name: VersionName; readonly refusal?: undefined }
  | { readonly version?: undefined; readonly name: VersionName; readonly refusal: ApiError };

/** Reads which version a request is for; or why there is none. */
export function askedVersion(headers: Headers, fallback: DefaultVersion): AskedVersion {
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
