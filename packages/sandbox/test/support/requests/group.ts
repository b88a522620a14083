import type { Json, Workspace } from "../workspace.ts";

/** A value for every path parameter, made by asking for what the path is about. */
export interface Cast {
  readonly [parameter: string]: string;
}

/** How the operations of some resources are called, each once in each version. */
export interface Group {
  /** Request bodies by `operationId`: JSON, or a form. */
  readonly bodies: Readonly<Record<string, (cast: Cast) => Json>>;
  /** Query strings by `operationId`, without the question mark. */
  readonly queries?: Readonly<Record<string, (cast: Cast) => string>>;
  /** Puts there what has to be there before, and says what it is called. */
  readonly prepare?: (workspace: Workspace, version: string, cast: Cast) => Cast | Promise<Cast>;
}
