import { ConfigError } from "../errors/errors.ts";
import { HookList } from "../observe/hook-list.ts";
import { limitKey } from "../rate-limit/key.ts";
import { Limiter } from "../rate-limit/limiter.ts";
import { createSendCall } from "./call.ts";
import type { Client, HttpMethod, RouteInit } from "./client-types.ts";
import { createTransport } from "./create-transport.ts";
import type { ClientOptions } from "./options.ts";
import { type Settings, settingsFrom } from "./settings.ts";

export type { Client } from "./client-types.ts";
export type { ClientOptions } from "./options.ts";

/** Returns the `createClient` of one API version; the argument is the `Intercom-Version` header. */
export function clientFor<Paths, Lists>(
  version: string,
): (options: ClientOptions) => Client<Paths, Lists> {
  return (options) => {
    const settings = settingsFrom(options);
    const hooks = new HookList(settings.hooks);
    const limiter = createLimiter(settings);
    const transport = createTransport(settings, limiter, hooks);
    const call = createSendCall(settings, version, transport, hooks);
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
      get rateLimit() {
        return limiter?.state;
      },
    };
    // The only cast between the run time, which has no types of operations, and the types of a
    // version.
    return client as unknown as Client<Paths, Lists>;
  };
}

function createLimiter({ token, baseUrl, rateLimit }: Settings): Limiter | undefined {
  if (rateLimit === undefined) return undefined;
  return new Limiter(rateLimit, limitKey({ token, baseUrl, rateLimit }));
}

function splitRoute(route: string): [method: string, path: string] {
  const match = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(route);
  if (match === null) {
    throw new ConfigError(
      `${JSON.stringify(route)} is not a route; write it like "GET /contacts/{contact_id}"`,
    );
  }
  return match.slice(1) as [string, string];
}
