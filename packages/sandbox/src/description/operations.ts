import { operations as rows } from "../generated/operations.ts";
import { type Version, versions } from "./versions.ts";

/** The name of an operation in any version, such as `contacts.create`. */
export type OperationId = keyof typeof rows;

/** A method and a path of any version, such as `POST /contacts`. */
export type Route = (typeof rows)[OperationId][0];

/** An operation over all versions together. */
export interface KnownOperation {
  readonly id: OperationId;
  readonly route: Route;
  readonly versions: readonly Version[];
}

/** Every operation of every version, known before any bundle is loaded. */
export const operations: readonly KnownOperation[] = Object.entries(rows).map(
  ([id, [route, first, last]]) => ({
    id: id as OperationId,
    route,
    versions: versions.slice(versions.indexOf(first), versions.indexOf(last) + 1),
  }),
);

/** The operations of any version that match a method and a path with filled-in parameters. */
export function operationsAt(method: string, path: string): readonly KnownOperation[] {
  return operations.filter(({ route }) => {
    const [ownMethod = "", template = ""] = route.split(" ");
    const [parts, own] = [path.split("/"), template.split("/")];
    const fits = (part: string, index: number) =>
      part === parts[index] || (part.startsWith("{") && parts[index] !== "");
    return ownMethod === method && own.length === parts.length && own.every(fits);
  });
}

/** The range of versions that have an operation or a topic, as text. */
export function versionSpan({ versions: all }: Pick<KnownOperation, "versions">): string {
  return [...new Set([all[0], all.at(-1)])].join(" to ");
}
