import type { ClientOptions, Requester } from "@interkit/core";
import { bind } from "./methods/bind.ts";
import type { RouteTable } from "./methods/route-table.ts";
import type { IntercomOptions } from "./options.ts";

export type { IntercomOptions } from "./options.ts";

/**
 * Creates the `createIntercom` of one API version from the route table that all versions share.
 *
 * @param absent Ids of the methods and groups of methods that this version does not have.
 */
export function createIntercomFactory<Intercom>(
  version: string,
  createClient: (options: ClientOptions) => Requester,
  routes: RouteTable,
  absent: readonly string[],
): (options: IntercomOptions) => Intercom {
  const absentIds = new Set(absent);
  return (options) => {
    const client = createClient(options);
    const intercom = bind(routes, client, absentIds);
    // Not enumerable, so that a console and a spread have the methods only.
    Object.defineProperty(intercom, "client", { value: client });
    Object.defineProperty(intercom, Symbol.toStringTag, { value: `Intercom ${version}` });
    // `bind` returns untyped methods; the generated interface of the version has their types.
    return intercom as Intercom;
  };
}
