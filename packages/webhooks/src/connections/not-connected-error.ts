import { InterkitError } from "@interkit/core";
import type { ConnectionState } from "./record.ts";

const reasons: Readonly<Partial<Record<ConnectionState | "unknown", string>>> = {
  revoked: "its token is no longer valid",
  uninstalled: "the app was uninstalled",
  unknown: "there is no connection of it",
};

/**
 * A workspace that cannot be called: its token was revoked, the app was uninstalled, or it was never
 * connected. Nothing was sent. It has to be connected again.
 *
 * @example
 * ```ts
 * import { NotConnectedError } from "@interkit/webhooks/connections";
 *
 * export const isOver = (error: unknown) => error instanceof NotConnectedError;
 * ```
 */
export class NotConnectedError extends InterkitError {
  override readonly kind = "not-connected";
  /** The id of the workspace. */
  readonly workspaceId: string;
  /** The state of its connection; `unknown` without one. */
  readonly state: ConnectionState | "unknown";

  constructor(workspaceId: string, state: ConnectionState | "unknown") {
    super(
      `The workspace ${workspaceId} cannot be called, since ${reasons[state] ?? `it is ${state}`}: it has to be connected again`,
    );
    this.name = "NotConnectedError";
    this.workspaceId = workspaceId;
    this.state = state;
  }
}
