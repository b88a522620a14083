import { ConfigError } from "@interkit/core";
import type { WebhookEvent } from "./events.ts";
import { type Author, newPartOf } from "./parts.ts";

/** Admins and apps that cause notifications. */
export interface Causes {
  /** Ids of admins and bots, such as the admin in whose name an app replies. */
  readonly adminIds?: readonly (string | number)[] | undefined;
  /** Codes of apps, as parts have them in `app_package_code` from version 2.16 on. */
  readonly appPackageCodes?: readonly string[] | undefined;
}

/**
 * Whether one of these admins or apps caused a notification: wrote the part that it is about, started the
 * conversation, or did what an activity log or a request to the API is about. A program that replies to
 * replies has to leave out its own. It is false where a notification does not say who caused it, as those of
 * contacts and companies.
 *
 * @throws {ConfigError} for causes that do not exist, and for what is no list.
 *
 * @example
 * ```ts
 * import { createWebhooks, isCausedBy } from "@interkit/webhooks";
 *
 * const webhooks = createWebhooks({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "" });
 * webhooks.on("conversation.admin.replied", (event) => {
 *   if (isCausedBy(event, { adminIds: ["814860"] })) return;
 *   console.log("a person replied to", event.data.item.id);
 * });
 * ```
 */
export function isCausedBy(event: WebhookEvent, causes: Causes): boolean {
  checkCauses("isCausedBy", causes);
  const { adminIds = [], appPackageCodes = [] } = causes;
  if (adminIds.length === 0 && appPackageCodes.length === 0) return false;
  const { author, code } = causeOf(event);
  return (
    (isAdmin(author) && adminIds.some((id) => String(id) === String(author.id))) ||
    (typeof code === "string" && appPackageCodes.includes(code))
  );
}

/**
 * @param of what has the causes, in words.
 * @throws {ConfigError} for causes that do not exist, and for what is no list.
 */
export function checkCauses(of: string, causes: Causes): void {
  for (const [name, list] of Object.entries(Object(causes))) {
    if (name !== "adminIds" && name !== "appPackageCodes") {
      throw new ConfigError(`${of} has no "${name}"; it has adminIds, appPackageCodes`);
    }
    if (list === undefined || Array.isArray(list)) continue;
    throw new ConfigError(`"${name}" of ${of} must be a list`);
  }
}

interface Cause {
  readonly author?: Author | null | undefined;
  readonly code?: string | null | undefined;
}

interface Item {
  readonly source?: { readonly author?: Author | null } | null;
  readonly conversation_message?: { readonly author?: Author | null } | null;
  readonly performed_by?: Author | null;
  readonly admin?: { readonly id?: string } | null;
  readonly authentication?: { readonly app_package_code?: string } | null;
}

function causeOf(event: WebhookEvent): Cause {
  const item: Item = Object(event.data.item);
  switch (event.topic) {
    case "conversation.admin.single.created":
      return { author: (item.source ?? item.conversation_message)?.author };
    case "admin.activity_log_event.created":
      return { author: item.performed_by };
    case "api.request.completed":
      return {
        author: { type: "admin", ...item.admin },
        code: item.authentication?.app_package_code,
      };
    default: {
      const part = newPartOf(event);
      return { author: part?.author, code: part?.app_package_code };
    }
  }
}

/** Contacts have ids of their own, which another workspace's admin might have. */
function isAdmin(author: Author | null | undefined): author is Author {
  return author?.type === "admin" || author?.type === "bot";
}
