import { isAlias, parseVersion, type Version, versions } from "../description/versions.ts";
import { type AliasName, alias, versionHeader } from "../generated/api.ts";
import { versionErrorCode } from "./api-form.ts";
import { type ApiError, apiError } from "./errors.ts";

/**
 * The API version of requests without an `Intercom-Version` header. Intercom uses `1.0` for an app
 * that has no version set; `1.0` is not described, so such requests are refused.
 */
export type DefaultVersion = Version | "1.0";

/** The `Intercom-Version` header of a response: the requested version, where it exists. */
export type VersionName = DefaultVersion | AliasName;

export type RequestedVersion =
  | { readonly version: Version; readonly name: VersionName; readonly refusal?: undefined }
  | { readonly version?: undefined; readonly name: VersionName; readonly refusal: ApiError };

/** Reads the API version that a request is for, or the error when there is no such version. */
export function readRequestedVersion(headers: Headers, fallback: DefaultVersion): RequestedVersion {
  const header = versionHeader === undefined ? null : headers.get(versionHeader);
  const version = parseVersion(header ?? fallback);
  if (version) {
    return { version, name: alias && isAlias(header ?? "") ? alias.name : version };
  }
  const mistake =
    header === null
      ? `No ${versionHeader} is sent, and the app has none set, which is version 1.0`
      : `There is no version ${JSON.stringify(header)}`;
  const message = `The requested version could not be found. ${mistake}. Send ${versionHeader}: one of ${versions.join(", ")}`;
  return { name: fallback, refusal: apiError(400, versionErrorCode, message) };
}
