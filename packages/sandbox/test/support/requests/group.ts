import type { Json, Workspace } from "../workspace.ts";

/**
 * A value for every path parameter, made by asking for what the path is about. One that means
 * something else in an operation, or in all of a resource, has that in front:
 * `dataExports.job_identifier`, `dataExports.cancel.job_identifier`.
 */
export interface Cast {
  readonly [parameter: string]: string;
}

/** How the operations of some resources are called, each once in each version. */
export interface Group {
  /** Request bodies by `operationId`: JSON, or a form. */
  readonly bodies: Readonly<Record<string, (cast: Cast) => Json>>;
  /** Query strings by `operationId`, without the question mark. */
  readonly queries?: Readonly<Record<string, (cast: Cast) => string>>;
  /** When an operation is called, where its name does not say: see `rank` in the walk. */
  readonly ranks?: Readonly<Record<string, number>>;
  /** Puts there what has to be there before, and says what it is called. */
  readonly prepare?: (workspace: Workspace, version: string, cast: Cast) => Cast | Promise<Cast>;
}

/** The value of a path parameter in an operation. */
export function castFor(cast: Cast, operationId: string, name: string): string {
  const [resource] = operationId.split(".");
  return cast[`${operationId}.${name}`] ?? cast[`${resource}.${name}`] ?? cast[name] ?? name;
}
