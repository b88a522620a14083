import { withHeaders } from "./respond.ts";

type Fetch = (request: Request) => Promise<Response>;

/** Which web pages may use a sandbox: those of these origins, or of any. */
export type CorsOption = boolean | string | readonly string[];

/** Who that is, read: nobody when it is `undefined`. */
export type Origins = "any" | readonly string[] | undefined;

/** @throws {TypeError} when one of the origins is none. */
export function readOrigins(option: CorsOption = false): Origins {
  if (typeof option === "boolean") return option ? "any" : undefined;
  return [option].flat().map(checkOrigin);
}

/**
 * Lets web pages of other origins use an API: preflights are answered without a token, and every
 * answer says who may read it, with all of its headers.
 */
export function withCors(fetch: Fetch, origins: Origins): Fetch {
  if (origins === undefined) return fetch;
  return async (request) => {
    const origin = request.headers.get("Origin");
    if (origin === null || (origins !== "any" && !origins.includes(origin))) return fetch(request);
    const allowed: Record<string, string> =
      origins === "any"
        ? { "Access-Control-Allow-Origin": "*" }
        : // What differs by origin must not be taken from a cache for another one.
          { "Access-Control-Allow-Origin": origin, Vary: "Origin" };
    if (isPreflight(request)) return preflight(request, allowed);
    const response = await fetch(request);
    const exposed = [...response.headers.keys()].join(", ");
    return withHeaders(response, { ...allowed, "Access-Control-Expose-Headers": exposed });
  };
}

function isPreflight({ method, headers }: Request): boolean {
  return method === "OPTIONS" && headers.has("Access-Control-Request-Method");
}

function preflight({ headers }: Request, allowed: Readonly<Record<string, string>>): Response {
  const asked = headers.get("Access-Control-Request-Headers");
  // A page of a public address asks separately for one of this machine.
  const isPrivate = headers.get("Access-Control-Request-Private-Network") === "true";
  return new Response(null, {
    status: 204,
    headers: {
      ...allowed,
      "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
      // A `*` would leave out Authorization.
      ...(asked === null ? {} : { "Access-Control-Allow-Headers": asked }),
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
