import type { Apps } from "../apps/apps.ts";
import type { OAuth } from "../apps/oauth.ts";
import type { Requests } from "../engine/request-log.ts";
import type { DefaultVersion } from "../engine/requested-version.ts";
import type { Faults } from "../faults/fault.ts";
import type { Seeds } from "../seeds/seeds.ts";
import type { Clock } from "../state/clock.ts";
import type { Snapshot } from "../store/store.ts";
import type { SandboxWebhooks } from "../webhooks/sandbox-webhooks.ts";
import type { Workspaces } from "../workspaces/workspaces.ts";

/** The part of a sandbox that the control API uses. */
export interface ControlledSandbox {
  readonly ready: Promise<void>;
  readonly defaultVersion: DefaultVersion;
  readonly seed: Seeds;
  readonly workspaces: Workspaces;
  readonly apps: Apps;
  readonly oauth: OAuth;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly requests: Requests;
  readonly webhooks: SandboxWebhooks;
  readonly snapshot: () => Snapshot;
  readonly restore: (snapshot: Snapshot) => void;
  readonly reset: () => void;
}

/** The result of a control request; without JSON, the response is 204. */
export interface ControlResult {
  readonly status?: number;
  readonly json?: unknown;
}

/** Answers a control request. An error that it throws is answered as `{ error }`. */
export type ControlHandler = (
  sandbox: ControlledSandbox,
  request: Request,
  params: Readonly<Record<string, string>>,
) => ControlResult | Response | Promise<ControlResult>;

/** Handlers by path and method. */
export type ControlRoutes = Readonly<Record<string, Readonly<Record<string, ControlHandler>>>>;

export const noContent: ControlResult = {};
