/** A request of a client that the sandbox does not answer as the client expects, with the reason. */
export interface Difference {
  readonly clients: string;
  readonly does: string;
  readonly meets: string;
  readonly why: string;
}

const cli = "@intercom/cli 0.9.0";
const piece = "@activepieces/piece-intercom 0.7.5";
const n8n = "n8n-nodes-base 2.41.2";
const classic = "intercom-client 3.2.1, 4.0.0, 5.0.0";

/** Each difference has a test with its key. `CLIENTS.md` has them as a table. */
export const differences = {
  "cli-fin": {
    clients: cli,
    does: "Every command under `fin` requests `/fin-sdk`",
    meets: "404",
    why: "No published description has these paths.",
  },
  "cli-messenger": {
    clients: cli,
    does: "`messenger get` and `messenger update` request `/messenger`",
    meets: "404",
    why: "No published description has the path.",
  },
  "cli-search": {
    clients: cli,
    does: "`contacts search` and `conversations search` send a `query` that is text",
    meets: "400 `type_mismatch`",
    why: "Its flags are text and numbers, but a query is an object. `api --input` can send one.",
  },
  counts: {
    clients: classic,
    does: "`counts.forApp` and the nine others request `GET /counts`",
    meets: "400 `intercom_version_invalid`",
    why: "Counts belonged to version 1, and no version since has them.",
  },
  "assignment-rules": {
    clients: classic,
    does: "`conversations.assign` with `withRunningAssignmentRules` adds `/parts` to the path",
    meets: "404",
    why: "The operation is `POST /conversations/{id}/run_assignment_rules`, without `/parts`.",
  },
  snooze: {
    clients: classic,
    does: "`conversations.snooze` sends a reply with `message_type: snoozed`",
    meets: "400",
    why: "Snoozing is not a reply: it is sent to `/conversations/{id}/parts`, with a `type`.",
  },
  "last-reply": {
    clients: classic,
    does: "`conversations.replyByLastAsAdmin` sends an admin's reply to `/conversations/last/reply`",
    meets: "404",
    why: "`last` is the last conversation of a contact, which the client cannot send.",
  },
  "visitor-by-id": {
    clients: classic,
    does: "`visitors.find({ id })` and `visitors.delete({ id })` request `/visitors/{id}`",
    meets: "404",
    why: "From 2.7 on, visitors are found by `user_id` only, and cannot be deleted.",
  },
  "newest-merge": {
    clients: classic,
    does: "In 2.16, `contacts.mergeLeadInUser` merges a lead and a user that share no email, phone or external id",
    meets: "400",
    why: "Since 2.16, this requires `skip_duplicate_validation`, which the client cannot send.",
  },
  "newest-sections": {
    clients: classic,
    does: "In 2.10 and later, `helpCenter.sections` requests `/help_center/sections`",
    meets: "400 `intercom_version_invalid`",
    why: "Since 2.10, a section is a collection inside another.",
  },
  "newest-options": {
    clients: classic,
    does: "In 2.14 and later, `dataAttributes.create` sends `options` as strings",
    meets: "400 `type_mismatch`",
    why: "Since 2.14, an option is an object with a `value`.",
  },
  "piece-find-company": {
    clients: piece,
    does: "A company that is searched by `company_id` or name is read from `data` of the response",
    meets: "an error of its own, or 404",
    why: "Intercom returns the company itself. The vendor's client types it as a list.",
  },
  "n8n-users": {
    clients: n8n,
    does: "Every operation on a user requests `/users`",
    meets: "400 `intercom_version_invalid`",
    why: "Users belong to version 1. Since 2.0, users and leads are contacts.",
  },
  "n8n-role": {
    clients: n8n,
    does: "A lead is created by `POST /contacts` without a `role`",
    meets: "a user",
    why: "In version 1 a contact was a lead. Since 2.0, one without a role is a user.",
  },
  "n8n-update-lead": {
    clients: n8n,
    does: "A lead is updated by `POST /contacts` with its `id`",
    meets: "400 `parameter_not_found`",
    why: "Version 1 updated by POST. Since 2.0 it creates a contact, and an id in the body is ignored.",
  },
  "n8n-old-words": {
    clients: n8n,
    does: "Leads are read from `contacts` of the list, or are requested by `email` in the query",
    meets: "nothing",
    why: "Since 2.0 the items of a list of contacts are in `data`.",
  },
  "n8n-company-lists": {
    clients: n8n,
    does: "Companies, and the options of a field, are read from `companies` of the list",
    meets: "nothing, or an error of its own",
    why: "Since 2.0 the items of a list of companies are in `data`.",
  },
  "n8n-company-users": {
    clients: n8n,
    does: "The users of a company are read from `/companies/{id}/users`",
    meets: "404",
    why: "Since 2.0 the path is `/companies/{id}/contacts`.",
  },
} as const satisfies Record<string, Difference>;
