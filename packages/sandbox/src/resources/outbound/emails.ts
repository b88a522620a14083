import { isoTime } from "../../description/iso-time.ts";
import { notFound } from "../../engine/errors.ts";
import type { Handlers } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { oldestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** An address that the workspace sends email from. */
export interface EmailSetting extends Entity {
  readonly email: string;
  readonly verified: boolean;
  readonly domain: string;
  readonly brand_id: string;
  readonly forwarding_enabled: boolean;
  readonly forwarded_email_last_received_at: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export const emails: CollectionKey<EmailSetting> = collection<EmailSetting>("emails", "number");

export const blankEmail = (now: number, email: string): Omit<EmailSetting, "id"> => ({
  email,
  verified: true,
  domain: email.split("@")[1] ?? "",
  brand_id: "1",
  forwarding_enabled: false,
  forwarded_email_last_received_at: null,
  created_at: now,
  updated_at: now,
});

/** Addresses are created in Intercom's pages. */
export const emailHandlers: Handlers = crud(
  "emails",
  {
    collection: emails,
    order: oldestFirst,
    created: () => ({}),
    view: (_call, setting) => ({
      ...setting,
      created_at: isoTime(setting.created_at),
      updated_at: isoTime(setting.updated_at),
      forwarded_email_last_received_at:
        setting.forwarded_email_last_received_at === null
          ? null
          : isoTime(setting.forwarded_email_last_received_at),
    }),
    notFound: () => notFound("Email setting not found"),
  },
  ["list", "get"],
);
