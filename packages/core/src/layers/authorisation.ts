import { ConfigError } from "../errors/errors.ts";
import { describeType } from "../errors/values.ts";
import {
  isSuccess,
  type Transport,
  type TransportLayer,
  type TransportRequest,
  type TransportResponse,
} from "../transport/exchange.ts";
import { checkOrigin, type followRedirects } from "./origin-guard.ts";
import type { TokenSource } from "./token-source.ts";

/**
 * Sends requests with a token, to the configured origin only. The token is in the headers only after the
 * layers of the user have made their requests of them.
 *
 * @param follow Follows the redirect of a response that was sent for a request with the token.
 */
export function authorisation(
  token: string | TokenSource,
  origin: string,
  follow?: typeof followRedirects,
): TransportLayer {
  return (next) => {
    if (typeof token === "string")
      return (request) => sendWith(token, request, next, origin, follow);
    return (request) =>
      token.send(request, (again, current) => sendWith(current, again, next, origin, follow));
  };
}

async function sendWith(
  token: string,
  request: TransportRequest,
  next: Transport,
  origin: string,
  follow: typeof followRedirects | undefined,
): Promise<TransportResponse> {
  checkOrigin(request, origin);
  request.headers["authorization"] = `Bearer ${token}`;
  const response = await next(request);
  if (isSuccess(response.status)) return response;
  const last = follow ? await follow(next, request, response, origin) : response;
  return redactToken(last, token);
}

/** Removes the token from the body of a failure, in case a server repeats it. */
function redactToken(response: TransportResponse, token: string): TransportResponse {
  const { status, headers, body } = response;
  if (isSuccess(status) || typeof body !== "string") return response;
  return {
    status,
    headers,
    body: withoutToken(body, token),
    get platformResponse() {
      return response.platformResponse;
    },
  };
}

/** Returns a text without the token, unless that is too short to be secret: it may be a part of words. */
export function withoutToken(text: string, token: string): string {
  if (token.length < 8) return text;
  // JSON may escape a slash.
  return text.replaceAll(token, "…").replaceAll(token.replaceAll("/", "\\/"), "…");
}

/** Refuses what cannot be an access token. The message never quotes it. */
export function checkToken(token: unknown): string {
  if (token === undefined || token === null || token === "") {
    throw new ConfigError(
      'The access token is missing; give it as "token" (is the environment variable set?)',
    );
  }
  if (typeof token !== "string") {
    throw new ConfigError(`The access token is ${describeType(token)}; give a string`);
  }
  if (/^bearer\s/i.test(token)) {
    throw new ConfigError('The access token starts with "Bearer "; give the token alone');
  }
  if (/\s/.test(token)) {
    throw new ConfigError(
      "The access token holds a space or a line break; was it copied or read with its line end?",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigError("The access token holds characters that cannot be sent in a header");
  }
  return token;
}
