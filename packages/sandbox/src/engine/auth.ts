import { type ApiError, apiError } from "./errors.ts";

/**
 * Reads the access token of a request: a bearer token or, for basic authorisation, the password or,
 * without one, the user name. The error is a 401: `token_not_found` for a request without an
 * `Authorization` header, `unauthorized` for one without a token.
 */
export function readAccessToken(headers: Headers): string | ApiError {
  const authorization = headers.get("Authorization");
  if (!authorization) return apiError(401, "token_not_found", "Access Token Not Found");
  return readToken(authorization.trim()) || invalidToken();
}

/** The error of a request whose token is not accepted. */
export function invalidToken(): ApiError {
  return apiError(401, "unauthorized", "Access Token Invalid");
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
