import { parseVersion, type Version, versions } from "../description/versions.ts";
import { checkPattern, type TopicPattern } from "./topic-pattern.ts";

/** An endpoint that gets notifications. */
export interface WebhookTarget {
  /** The address that notifications are sent to: `http:` or `https:`. */
  readonly url: string;
  /** The client secret of the app, which signs the notifications. */
  readonly secret: string;
  /** Topics such as `contact.user.created`; `*` stands for anything, as in `contact.*`. */
  readonly topics: readonly TopicPattern[];
  /** The API version of the app, which items follow. That of the sandbox when left out. */
  readonly version?: Version;
  /** The workspace that it is notified of. All workspaces when left out. */
  readonly workspaceId?: string;
  /** The app that the target belongs to, where there are several. */
  readonly appId?: string;
}

/** How an endpoint responded to the HEAD request: with a status, or not. */
export interface HeadOutcome {
  /** The status of the response. */
  readonly status?: number;
  /** Why there was no response. */
  readonly error?: string;
}

/** A target that was added. It does not contain the secret. */
export interface AddedTarget extends Omit<WebhookTarget, "secret" | "version"> {
  /** Its id, counted from 1. */
  readonly id: string;
  /** The API version that items follow. */
  readonly version: Version;
  /**
   * Whether it gets notifications: `disabled` after a 410; `throttled` after a 429; `paused` for 15
   * minutes after 1,000 errors.
   */
  readonly status: "active" | "throttled" | "paused" | "disabled";
  /** The response to the HEAD request, which comes first; null before. Intercom requires a 2xx. */
  readonly head: HeadOutcome | null;
}

/** A target that was validated. */
export type CheckedTarget = WebhookTarget & { readonly version: Version };

const names = ["url", "secret", "topics", "version", "workspaceId", "appId"];

/**
 * Validates a target, which may have come as JSON.
 *
 * @throws {TypeError} when it is invalid, with the mistake and the valid values.
 */
export function checkTarget(given: WebhookTarget, defaultVersion: Version): CheckedTarget {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(
      'A webhook target is an object such as { url, secret, topics: ["contact.*"] }.',
    );
  }
  const other = Object.keys(given).find((name) => !names.includes(name));
  if (other !== undefined) {
    throw new TypeError(`A webhook target has no "${other}". It has ${names.join(", ")}.`);
  }
  const { url, secret, topics, version, ...ids } = given;
  checkUrl(url);
  if (typeof secret !== "string" || secret === "") {
    throw new TypeError("The secret of a webhook target is a string that is not empty.");
  }
  const own = version === undefined ? defaultVersion : parseVersion(String(version));
  if (own === undefined) {
    throw new TypeError(
      `version is one of ${versions.join(", ")}, not ${JSON.stringify(version)}.`,
    );
  }
  if (!Array.isArray(topics) || topics.length === 0 || !topics.every(isText)) {
    throw new TypeError('topics is a list of topics, such as ["contact.*"], that is not empty.');
  }
  for (const pattern of topics) checkPattern(pattern, own);
  for (const [name, id] of Object.entries(ids)) {
    if (id !== undefined && !isText(id)) throw new TypeError(`${name} is a string, not empty.`);
  }
  return { ...ids, url, secret, topics: [...(topics as readonly TopicPattern[])], version: own };
}

/**
 * @param ids those of all workspaces; none where they are not known yet.
 * @throws {TypeError} for the id of a workspace that does not exist.
 */
export function checkWorkspaceId({ workspaceId }: WebhookTarget, ids: readonly string[]): void {
  if (workspaceId === undefined || ids.length === 0 || ids.includes(workspaceId)) return;
  throw new TypeError(`There is no workspace ${workspaceId}. There is ${ids.join(", ")}.`);
}

function checkUrl(url: unknown): void {
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  const isHttp = parsed?.protocol === "http:" || parsed?.protocol === "https:";
  if (!isHttp) {
    const given = JSON.stringify(url) ?? String(url);
    throw new TypeError(
      `The url of a webhook target is an http or https URL, such as http://127.0.0.1:3000/webhooks, not ${given}.`,
    );
  }
  if (parsed.username !== "" || parsed.password !== "") {
    throw new TypeError("The url of a webhook target has no user name and no password.");
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
