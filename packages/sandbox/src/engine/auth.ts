import { type ApiError, apiError } from "./errors.ts";

/** The app that sent a request, identified by its token, or the error when there is no valid token. */
export type Identity =
  | { readonly app: string; readonly refusal?: undefined }
  | { readonly app?: undefined; readonly refusal: ApiError };

/**
 * Reads the access token of a request: a bearer token or, for basic authorisation, the password or,
 * without one, the user name. The error is a 401: `token_not_found` for a request without an
 * `Authorization` header, `unauthorized` for a token that is not accepted.
 */
export function identify(headers: Headers, accepted: readonly string[] | undefined): Identity {
  const authorization = headers.get("Authorization");
  if (!authorization) {
    return { refusal: apiError(401, "token_not_found", "Access Token Not Found") };
  }
  const app = readToken(authorization.trim());
  if (!app || (accepted && !accepted.includes(app))) {
    return { refusal: apiError(401, "unauthorized", "Access Token Invalid") };
  }
  return { app };
}

function readToken(authorization: string): string | undefined {
  const [, scheme = "", value = ""] = /^(\S+)\s+(\S+)$/.exec(authorization) ?? [];
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return undefined;
  try {
    const [, user, password] = /^([^\s:]*):(\S*)$/.exec(atob(value)) ?? [];
    return password || user;
  } catch {
    return undefined;
  }
}
