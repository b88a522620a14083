/** Something that a client does and that is not answered as its makers thought, and why. */
export interface Difference {
  readonly clients: string;
  readonly does: string;
  readonly meets: string;
  readonly why: string;
}

const classic = "intercom-client 3.2.1, 4.0.0, 5.0.0";

/** Each of them is tested, under its key. `CLIENTS.md` has them as a table. */
export const differences = {
  counts: {
    clients: classic,
    does: "`counts.forApp` and the nine others ask `GET /counts`",
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
    why: "Snoozing is managing: it is sent to `/conversations/{id}/parts`, with a `type`.",
  },
  "last-reply": {
    clients: classic,
    does: "`conversations.replyByLastAsAdmin` sends an admin's reply to `/conversations/last/reply`",
    meets: "404",
    why: "The last conversation is that of a contact, whom the client has no way to name.",
  },
  "section-parent": {
    clients: classic,
    does: "`helpCenter.sections.create` takes the `parentId` as text, as its types have it",
    meets: "400 `type_mismatch`",
    why: "A request names the collection by a number, although answers have text. A number works.",
  },
  "visitor-by-id": {
    clients: classic,
    does: "`visitors.find({ id })` and `visitors.delete({ id })` ask for `/visitors/{id}`",
    meets: "404",
    why: "From 2.7 on a visitor is found by `user_id` alone, and is not deleted.",
  },
} as const satisfies Record<string, Difference>;
