import { ConfigError, type Requester } from "@interkit/core";
import { bind } from "./methods/bind.ts";
import { once, type Rows, readGroup } from "./methods/group.ts";
import type { Download, Walk } from "./methods/operation.ts";

/** The methods of a resource without those that return lists. */
export type WithoutLists<Methods> = {
  readonly [Name in keyof Methods as Methods[Name] extends (
    ...args: never
  ) => AsyncIterable<unknown>
    ? never
    : Name]: Methods[Name] extends (...args: never) => unknown
    ? Methods[Name]
    : WithoutLists<Methods[Name]>;
};

/** Creates the methods of one resource for a client. */
export interface BindResource<Methods> {
  /**
   * The methods that return lists need the `walk` of `@interkit/pagination`; there are none without it.
   *
   * @throws {ConfigError} when the client has another version.
   */
  (client: Requester): WithoutLists<Methods>;
  /**
   * All methods of the resource.
   *
   * @throws {ConfigError} when the client has another version.
   */
  (client: Requester, walk: Walk): Methods;
}

/**
 * Creates the function that binds the methods of a resource of one API version to a client.
 *
 * @param absent Ids of the methods and groups of methods that this version does not have.
 * @param download Makes the results of methods that return files, for a resource that has some.
 */
export function createBindResource<Methods>(
  id: string,
  version: string,
  rows: Rows,
  absent: readonly string[],
  download?: Download,
): BindResource<Methods> {
  const read = once(() => readGroup(id, rows, new Set(absent)));
  const bindResource = (client: Requester, walk?: Walk) => {
    checkVersion(id, version, client);
    return bind(read(), { client, walk, download });
  };
  // The methods are untyped; the generated interface of the version has their types.
  return bindResource as BindResource<Methods>;
}

/** A requester that a program makes itself may have no version. */
function checkVersion(id: string, version: string, client: Requester): void {
  if (client.version === undefined || client.version === version) return;
  throw new ConfigError(
    `The methods of "${id}" are those of version ${version}, and the client has version ` +
      `${client.version}. Import them from the version of the client, or create a client of ${version}`,
  );
}
