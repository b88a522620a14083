import { type AnswerRequest, toResponse, withHeaders } from "./text-response.ts";

/** The origins whose web pages may use the API: `true` for any. */
export type CorsOption = boolean | string | readonly string[];

/** The parsed option; `undefined` when no page may use the API. */
export type Origins = "any" | readonly string[] | undefined;

/** @throws {TypeError} when one of the origins is invalid. */
export function readOrigins(option: CorsOption = false): Origins {
  if (typeof option === "boolean") return option ? "any" : undefined;
  return [option].flat().map(checkOrigin);
}

/**
 * Adds CORS: preflights are answered without a token, and every response allows pages of these
 * origins to read it with all of its headers.
 */
export function withCors(fetch: AnswerRequest, origins: Origins): AnswerRequest {
  if (origins === undefined) return fetch;
  return async (request) => {
    const origin = request.headers.get("Origin");
    if (origin === null || (origins !== "any" && !origins.includes(origin))) return fetch(request);
    const allowed: Record<string, string> =
      origins === "any"
        ? { "Access-Control-Allow-Origin": "*" }
        : // A cache must not serve the response for one origin to another one.
          { "Access-Control-Allow-Origin": origin, Vary: "Origin" };
    if (isPreflight(request)) return preflight(request, allowed);
    const response = toResponse(await fetch(request));
    const exposed = [...response.headers.keys()].join(", ");
    return withHeaders(response, { ...allowed, "Access-Control-Expose-Headers": exposed });
  };
}

function isPreflight({ method, headers }: Request): boolean {
  return method === "OPTIONS" && headers.has("Access-Control-Request-Method");
}

function preflight({ headers }: Request, allowed: Readonly<Record<string, string>>): Response {
  const requestedHeaders = headers.get("Access-Control-Request-Headers");
  // Browsers require a separate permission before a public page may call a local address.
  const isPrivate = headers.get("Access-Control-Request-Private-Network") === "true";
  return new Response(null, {
    status: 204,
    headers: {
      ...allowed,
      "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
      // A `*` would not include Authorization.
      ...(requestedHeaders === null ? {} : { "Access-Control-Allow-Headers": requestedHeaders }),
      ...(isPrivate ? { "Access-Control-Allow-Private-Network": "true" } : {}),
      "Access-Control-Max-Age": "600",
    },
  });
}

function checkOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw new TypeError(
    `${JSON.stringify(text)} is no origin. Write scheme, host and port alone, such as http://localhost:3000.`,
  );
}
