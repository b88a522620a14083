import { createRequesterWithFacts } from "@interkit/core";
import { walkWithFacts } from "@interkit/pagination";
import { bind, namedMethods } from "./methods/bind.ts";
import { createDownload } from "./methods/download.ts";
import { factsIn } from "./methods/facts.ts";
import { type Group, once, type Rows, readGroup } from "./methods/group.ts";
import type { IntercomOptions } from "./options.ts";

export type { IntercomOptions } from "./options.ts";

/**
 * Creates the `createIntercom` of one API version from the rows that all versions share.
 *
 * @param absent Ids of the methods and groups of methods that this version does not have.
 */
export function createIntercomFactory<Intercom>(
  version: string,
  resources: Readonly<Record<string, Rows>>,
  absent: readonly string[],
): (options: IntercomOptions) => Intercom {
  const factsOf = factsIn(resources);
  const VersionMethods = namedMethods(`Intercom ${version}`);
  const readAll = once(() => groupOf(resources, new Set(absent)));
  return (options) => {
    const client = createRequesterWithFacts(version, options, factsOf);
    const methods = new VersionMethods();
    // Not enumerable, so that a console and a spread have the methods only.
    Object.defineProperty(methods, "client", { value: client });
    const binding = { client, walk: walkWithFacts, download: createDownload };
    // `bind` returns untyped methods; the generated interface of the version has their types.
    return bind(readAll(), binding, methods) as Intercom;
  };
}

function groupOf(resources: Readonly<Record<string, Rows>>, absent: ReadonlySet<string>): Group {
  const present = Object.entries(resources).filter(([id]) => !absent.has(id));
  const groups = present.map(
    ([id, rows]) => [id, once(() => readGroup(id, rows, absent))] as const,
  );
  return { methods: new Map(), groups: new Map(groups) };
}
