import type { ClientOptions, Requester } from "@interkit/core";
import { bind } from "./methods/bind.ts";
import type { RouteTable } from "./methods/route-table.ts";
import type { IntercomOptions } from "./options.ts";

export type { IntercomOptions } from "./options.ts";

/**
 * Makes the `createIntercom` of one API version, from the table that all versions share: without
 * the methods and groups of methods that this version has not.
 */
export function intercomFor<Intercom>(
  version: string,
  createClient: (options: ClientOptions) => Requester,
  routes: RouteTable,
  absent: readonly string[],
): (options: IntercomOptions) => Intercom {
  const without = new Set(absent);
  return (options) => {
    const client = createClient(options);
    const intercom = bind(routes, client, without);
    // Out of sight of consoles and spreads: what is looked at are the methods.
    Object.defineProperty(intercom, "client", { value: client });
    Object.defineProperty(intercom, Symbol.toStringTag, { value: `Intercom ${version}` });
    // The one place where the run time, which knows all methods, meets the types of a version.
    return intercom as Intercom;
  };
}
