import type { Client } from "./client-types.ts";
import type { ClientOptions } from "./options.ts";

export type { Client } from "./client-types.ts";
export type { ClientOptions } from "./options.ts";

/** Makes the `createClient` of one API version. */
export function clientFor<Paths, Lists>(
  _version: string,
): (options: ClientOptions) => Client<Paths, Lists> {
  return () => {
    throw new Error("not yet");
  };
}
