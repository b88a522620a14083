import { apiError } from "./errors.ts";

/**
 * Reads the access token of a request.
 *
 * @throws {ApiError} 401 `token_not_found` without an `Authorization` header, 401 `unauthorized`
 * with one that is not a bearer token, or with a token that is not accepted.
 */
export function readToken(headers: Headers, accepted: readonly string[] | undefined): string {
  const authorization = headers.get("Authorization");
  if (!authorization) throw apiError(401, "token_not_found", "Access Token Not Found");
  const token = /^Bearer\s+(\S+)$/i.exec(authorization.trim())?.[1];
  if (!token || (accepted && !accepted.includes(token))) {
    throw apiError(401, "unauthorized", "Access Token Invalid");
  }
  return token;
}
