import type { Json, Workspace } from "../workspace.ts";

/** Ids by name, which stand in requests as `{name}`. */
export type Ids = Readonly<Record<string, string>>;

/** A request, such as `GET /tags/404`, what it is answered with, such as `404 not_found`, a body. */
export type Row = readonly [request: string, error: string, body?: Json];

/** The errors that are documented for some resources. */
export interface Table {
  readonly prepare: (workspace: Workspace) => Promise<Ids>;
  readonly rows: readonly Row[];
}

/** The ids of a request put in, in its path and at any depth of its body; `{#one}` as numbers. */
export function filledIn<T>(value: T, ids: Ids): T {
  const text = JSON.stringify(value)
    .replace(/"\{#(\w+)\}"/g, (name, key: string) => ids[key] ?? name)
    .replace(/\{(\w+)\}/g, (name, key: string) => ids[key] ?? name);
  return JSON.parse(text) as T;
}

/** So many of the same. */
export const times = (count: number, one: Json): Json[] => Array.from({ length: count }, () => one);
