import { Operation } from "./operation.ts";

/**
 * A line for each method of a resource: its place in the resource, its route, and the facts about its
 * operation as JSON if it has any. The methods of a group stand before the groups in it.
 */
export type Rows = string;

/** The methods of a group and the groups in it, which all clients of a version share. */
export interface Group {
  readonly methods: ReadonlyMap<string, Operation>;
  /** Groups are read when they are first used. */
  readonly groups: ReadonlyMap<string, () => Group>;
}

/** Returns a function that reads a group when it is first called, for all clients. */
export function once(read: () => Group): () => Group {
  let group: Group | undefined;
  return () => {
    group ??= read();
    return group;
  };
}

/**
 * Reads the rows of a group.
 *
 * @param absent Ids of the methods and groups of methods that the version does not have.
 */
export function readGroup(id: string, rows: Rows, absent: ReadonlySet<string>): Group {
  const methods = new Map<string, Operation>();
  const inner = new Map<string, string>();
  for (const row of rows.trim().split("\n")) {
    const [, name = "", separator, rest = ""] = /^(\w+)([ .])(.*)$/.exec(row) ?? [];
    const memberId = `${id}.${name}`;
    if (absent.has(memberId)) continue;
    if (separator === " ") methods.set(name, new Operation(memberId, rest));
    else inner.set(name, `${inner.get(name) ?? ""}${rest}\n`);
  }
  const groups = [...inner].map(
    ([name, text]) => [name, once(() => readGroup(`${id}.${name}`, text, absent))] as const,
  );
  return { methods, groups: new Map(groups) };
}
