import type { Version } from "../description/versions.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

/** The endpoints of an app that answer Canvas Kit requests. */
export interface CanvasUrls {
  /** Gets a request when the app is opened, or when a teammate has added it. */
  readonly initializeUrl?: string;
  /** Gets a request when a component with a submit action is used. */
  readonly submitUrl?: string;
  /** Gets a request when a teammate adds the app. */
  readonly configureUrl?: string;
}

/** The target of an app's webhooks, with checked topics. */
export interface AppWebhooks {
  readonly url: string;
  readonly topics: readonly string[];
  readonly version?: Version;
}

/** An app in the registry of a sandbox. Its id is the client id. */
export interface AppRecord extends Entity {
  readonly client_secret: string;
  readonly name: string;
  readonly redirect_uris: readonly string[];
  readonly webhooks: AppWebhooks | null;
  readonly canvas: CanvasUrls;
  readonly uninstall_url: string | null;
  readonly health_check_url: string | null;
}

/** Whether an app is installed, and how that ended: by an uninstall, or by a revoked token. */
export type InstallationStatus = "installed" | "uninstalled" | "revoked";

/** An installation of an app in a workspace. Its id is the token. */
export interface InstallationRecord extends Entity {
  /** Empty for a token that belongs to no app. */
  readonly app_id: string;
  readonly workspace_id: string;
  readonly status: InstallationStatus;
}

/** A code that an app exchanges for a token, once. */
export interface CodeRecord extends Entity {
  readonly app_id: string;
  readonly workspace_id: string;
  readonly redirect_uri: string;
  /** In milliseconds since 1970. */
  readonly expires_at: number;
  readonly is_used: boolean;
}

export const appRecords: CollectionKey<AppRecord> = collection<AppRecord>("apps", "uuid");

export const installationRecords: CollectionKey<InstallationRecord> =
  collection<InstallationRecord>("installations", "uuid", { app: ({ app_id }) => [app_id] });

export const codeRecords: CollectionKey<CodeRecord> = collection<CodeRecord>("codes", "uuid");
