import { caller } from "./call.ts";
import type { Client, HttpMethod, RouteInit } from "./client-types.ts";
import { ConfigError } from "./errors.ts";
import { stack } from "./layer.ts";
import { authorisation } from "./layers/authorisation.ts";
import { connection } from "./layers/connection.ts";
import { originGuard } from "./layers/origin-guard.ts";
import type { ClientOptions } from "./options.ts";
import { settingsFrom } from "./settings.ts";

export type { Client } from "./client-types.ts";
export type { ClientOptions } from "./options.ts";

/** Makes the `createClient` of one API version; the argument is the `Intercom-Version` header. */
export function clientFor<Paths, Lists>(
  version: string,
): (options: ClientOptions) => Client<Paths, Lists> {
  return (options) => {
    const settings = settingsFrom(options);
    // Outermost first. Outside of these, around each single call, is its deadline (call.ts).
    const send = stack(settings.send, [
      ...settings.layers,
      // Retry and rate limit go here: inside what the user watches, outside what each attempt needs.
      authorisation(settings.token),
      originGuard(new URL(settings.baseUrl).origin),
      connection,
    ]);
    const call = caller(settings, version, send);
    const verb = (method: Uppercase<HttpMethod>) => (path: string, init?: RouteInit) =>
      call(method, path, init);
    const client = {
      GET: verb("GET"),
      POST: verb("POST"),
      PUT: verb("PUT"),
      PATCH: verb("PATCH"),
      DELETE: verb("DELETE"),
      request: async (route: string, init?: RouteInit) => {
        const [method, path] = splitRoute(route);
        return call(method, path, init);
      },
    };
    // The one place where the run time, which knows no operations, meets the types, which know all.
    return client as unknown as Client<Paths, Lists>;
  };
}

function splitRoute(route: string): [method: string, path: string] {
  const match = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(route);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new ConfigError(
      `${JSON.stringify(route)} is not a route; write it like "GET /contacts/{contact_id}"`,
    );
  }
  return [match[1], match[2]];
}
