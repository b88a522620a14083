import type { InstallationStatus } from "../registry/apps.ts";
import type { SendOutcome } from "../webhooks/send.ts";
import type { AppCanvas } from "./canvas.ts";
import type { HealthCheck } from "./health.ts";

/** An app in a workspace. */
export interface Installation {
  /** The id of the workspace. */
  readonly workspace: string;
  /** The access token. */
  readonly token: string;
  /** `uninstalled` and `revoked` installations stay so: their tokens get 401 `unauthorized`. */
  readonly status: InstallationStatus;
}

/** An app of the sandbox. A workspace is its id, and the first workspace when left out. */
export interface App {
  /** The client id. */
  readonly clientId: string;
  /** The client secret, which signs requests to the app. */
  readonly clientSecret: string;
  /** Its name. */
  readonly name: string;
  /** Where browsers return to after access was granted or denied. */
  readonly redirectUris: readonly string[];
  /**
   * Installs the app without OAuth. An app that is installed there keeps its token.
   *
   * @throws {TypeError} when there is no such workspace.
   */
  install(workspace?: string): Installation;
  /** Returns all installations, also those that have ended. */
  installations(): Installation[];
  /**
   * Uninstalls the app, as a teammate does: the token gets 401 `unauthorized`, and notifications stop.
   * Resolves to the response of the `uninstallUrl`, or to undefined without one.
   *
   * @throws {TypeError} when it is not installed there.
   */
  uninstall(workspace?: string): Promise<SendOutcome | undefined>;
  /**
   * Revokes the token: it gets 401 `unauthorized`, and the app gets no request.
   *
   * @throws {TypeError} when it is not installed there.
   */
  revoke(workspace?: string): void;
  /** Sends requests of Canvas Kit, as the use of the app does. */
  readonly canvas: AppCanvas;
  /**
   * Sends a health check, as Intercom does every day.
   *
   * @throws {TypeError} when there is no `healthCheckUrl`, or no such workspace.
   * @throws {Error} when the response is none that Intercom accepts, with the mistake.
   */
  checkHealth(workspace?: string): Promise<HealthCheck>;
}
