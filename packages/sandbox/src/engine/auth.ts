import { type ApiError, apiError } from "./errors.ts";

/** Who asks: the token, which stands for an app; or why it is nobody. */
export type Identity =
  | { readonly app: string; readonly refusal?: undefined }
  | { readonly app?: undefined; readonly refusal: ApiError };

/**
 * Reads the access token of a request: a bearer token or, of basic authorisation, the password and,
 * without one, the user name. Refused is, with 401, a request without an `Authorization` header
 * (`token_not_found`), and one with something else than a token that is accepted (`unauthorized`).
 */
export function identify(headers: Headers, accepted: readonly string[] | undefined): Identity {
  const authorization = headers.get("Authorization");
  if (!authorization) {
    return { refusal: apiError(401, "token_not_found", "Access Token Not Found") };
  }
  const app = tokenIn(authorization.trim());
  if (!app || (accepted && !accepted.includes(app))) {
    return { refusal: apiError(401, "unauthorized", "Access Token Invalid") };
  }
  return { app };
}

function tokenIn(authorization: string): string | undefined {
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
