import type { Json, Workspace } from "../workspace.ts";

/** Ids by name, which requests contain as `{name}`. */
export type Ids = Readonly<Record<string, string>>;

/** A request, such as `GET /tags/404`, its error, such as `404 not_found`, and a body. */
export type Row = readonly [request: string, error: string, body?: Json];

/** The errors that are documented for some resources. */
export interface Table {
  readonly prepare: (workspace: Workspace) => Promise<Ids>;
  readonly rows: readonly Row[];
}

/** Replaces the ids in the path and the body of a request; `{#name}` is replaced by a number. */
export function fillIds<T>(value: T, ids: Ids): T {
  const text = JSON.stringify(value)
    .replace(/"\{#(\w+)\}"/g, (name, key: string) => ids[key] ?? name)
    .replace(/\{(\w+)\}/g, (name, key: string) => ids[key] ?? name);
  return JSON.parse(text) as T;
}

/** An array of `count` equal items. */
export const times = (count: number, one: Json): Json[] => Array.from({ length: count }, () => one);
