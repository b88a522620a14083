import type { JsonObject } from "../../description/openapi.ts";

/** Path, type and whether the API may write it. The name is the last part of the path. */
type Row = readonly [fullName: string, type: string, writable: boolean, label: string];

const contact: readonly Row[] = [
  ["name", "string", true, "Name"],
  ["owner_id", "integer", true, "Owner"],
  ["id", "string", false, "ID"],
  ["role", "string", true, "Role"],
  ["email", "string", true, "Email"],
  ["phone", "string", true, "Phone"],
  ["external_id", "string", true, "User ID"],
  ["signed_up_at", "date", true, "Signed up"],
  ["created_at", "date", false, "First seen"],
  ["last_seen_at", "date", true, "Last seen"],
  ["last_contacted_at", "date", false, "Last contacted"],
  ["last_replied_at", "date", false, "Last heard from"],
  ["last_email_opened_at", "date", false, "Last opened email"],
  ["last_email_clicked_at", "date", false, "Last clicked on link in email"],
  ["browser", "string", false, "Browser"],
  ["browser_version", "string", false, "Browser version"],
  ["browser_language", "string", false, "Browser language"],
  ["language_override", "string", true, "Language override"],
  ["os", "string", false, "OS"],
  ["unsubscribed_from_emails", "boolean", true, "Unsubscribed from emails"],
  ["marked_email_as_spam", "boolean", false, "Marked email as spam"],
  ["has_hard_bounced", "boolean", false, "Has hard bounced"],
  ["utm_campaign", "string", false, "UTM campaign"],
  ["utm_content", "string", false, "UTM content"],
  ["utm_medium", "string", false, "UTM medium"],
  ["utm_source", "string", false, "UTM source"],
  ["utm_term", "string", false, "UTM term"],
  ["referrer", "string", false, "Referral URL"],
];

const company: readonly Row[] = [
  ["name", "string", true, "Company name"],
  ["company_id", "string", false, "Company ID"],
  ["last_request_at", "date", false, "Company last seen"],
  ["remote_created_at", "date", true, "Company created at"],
  ["user_count", "integer", false, "People"],
  ["session_count", "integer", false, "Company web sessions"],
  ["plan.name", "string", false, "Plan"],
  ["monthly_spend", "float", true, "Monthly spend"],
  ["size", "integer", true, "Company size"],
  ["industry", "string", true, "Company industry"],
  ["website", "string", true, "Company website"],
  ["id", "string", false, "ID"],
  ["created_at", "date", false, "Created at"],
  ["updated_at", "date", false, "Updated at"],
  ["plan.id", "string", false, "Plan ID"],
  ["app_id", "string", false, "App ID"],
];

const conversation: readonly Row[] = [
  ["id", "integer", false, "ID"],
  ["title", "string", false, "Title"],
  ["created_at", "date", false, "Created at"],
  ["updated_at", "date", false, "Updated at"],
  ["waiting_since", "date", false, "Waiting since"],
  ["snoozed_until", "date", false, "Snoozed until"],
  ["open", "boolean", false, "Open"],
  ["read", "boolean", false, "Read"],
  ["state", "string", false, "State"],
  ["priority", "string", false, "Priority"],
  ["admin_assignee_id", "integer", false, "Assigned teammate"],
  ["team_assignee_id", "integer", false, "Assigned team"],
];

const shown =
  (model: string) =>
  ([full_name, data_type, api_writable, label]: Row): JsonObject => ({
    type: "data_attribute",
    model,
    name: full_name.split(".").at(-1),
    full_name,
    label,
    description: label,
    data_type,
    api_writable,
    messenger_writable: model !== "conversation",
    ui_writable: model === "company" && full_name === "name",
    custom: false,
    archived: false,
  });

/** The attributes that every workspace has. */
export const standardAttributes: readonly JsonObject[] = [
  ...contact.map(shown("contact")),
  ...company.map(shown("company")),
  ...conversation.map(shown("conversation")),
];
