import type { Version } from "../description/versions.ts";

/** An endpoint that gets notifications. */
export interface WebhookTarget {
  /** The address that notifications are sent to: `http:` or `https:`. */
  readonly url: string;
  /** The client secret of the app, which signs the notifications. */
  readonly secret: string;
  /** Topics such as `contact.user.created`; `*` stands for anything, as in `contact.*`. */
  readonly topics: readonly string[];
  /** The API version of the app, which the items of notifications follow. */
  readonly version?: Version;
  /** The app that the target belongs to, for workspaces with several apps. */
  readonly appId?: string;
}

/** A target that was added. It does not show the secret. */
export interface AddedTarget extends Omit<WebhookTarget, "secret" | "version"> {
  readonly id: string;
  readonly version: Version;
  /** Whether it gets notifications. A target that answers 410 is disabled. */
  readonly status: "active" | "disabled";
}
