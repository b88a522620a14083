import type { TopicPattern } from "@interkit/sandbox";
import { expect } from "vitest";
import { type Claim, type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { admin } from "../support/conversation-helpers.ts";
import type { Json } from "../support/workspace.ts";

/** The notifications of a topic that an action causes, in the version of the claim. */
async function notified(
  { sandbox, version }: ClaimContext,
  topic: TopicPattern,
  action: () => unknown,
): Promise<Json[]> {
  const target = { url: "http://127.0.0.1/", secret: "secret", topics: [topic] };
  sandbox.webhooks.add({ ...target, version: version as "2.16" });
  await action();
  // Nothing is sent: the outbox has the bodies.
  await sandbox.webhooks.settled();
  return sandbox.webhooks.deliveries({ topic }).map(({ body }) => body);
}

/** The item of the first notification of a topic. */
async function itemOf(space: ClaimContext, topic: TopicPattern, action: () => unknown) {
  const [body] = await notified(space, topic, action);
  return body.data.item;
}

const webhookClaim = (at: string, says: string, check: Claim["check"]) =>
  claim(at, says, check, { webhooks: { deliver: "on-flush" } });

const article = { title: "First steps", body: "<p>Begin.</p>" };

const newConversation = (space: ClaimContext) => {
  const { id } = space.seed.contact();
  return itemOf(space, "conversation.user.created", () =>
    space.seed.conversation({ contact_ids: [id], priority: "high" }),
  );
};

const newTicket = (space: ClaimContext) =>
  itemOf(space, "ticket.created", () => space.seed.ticket());

/** The claims of notifications. */
export const webhooks: Claims = [
  webhookClaim("Notification.delivered_at", "0 while it was not", async (space) => {
    const [body] = await notified(space, "contact.user.created", () => space.seed.contact());
    expect(body.delivered_at).toBe(0);
  }),
  webhookClaim("ContactItem.merge_history", "Only sent when", async (space) => {
    const item = await itemOf(space, "contact.user.created", () => space.seed.contact());
    expect(item).not.toHaveProperty("merge_history");
  }),
  webhookClaim("ConversationItem", "Only the times of its statistics are text", async (space) => {
    const { id } = space.seed.conversation({ contact_ids: [space.seed.contact().id] });
    const reply = { ...admin, message_type: "comment", body: "Hi" };
    const item = await itemOf(space, "conversation.admin.replied", () =>
      space.request(`POST /conversations/${id}/reply`, reply),
    );
    expect(item.created_at).toEqual(expect.any(Number));
    expect(item.statistics.last_admin_reply_at).toMatch(/^\d{4}-\d\d-\d\dT/);
  }),
  webhookClaim("ConversationItem.priority", "just `priority` or `not_priority`", async (space) => {
    const isNewer = ["2.16", "2.17", "Preview"].includes(space.version);
    expect((await newConversation(space)).priority).toBe(isNewer ? "high" : "priority");
  }),
  ...["monitor_evaluations", "scorecards"].map((name) =>
    webhookClaim(`ConversationItem.${name}`, "Only when requested", async (space) => {
      expect(await newConversation(space)).not.toHaveProperty(name);
    }),
  ),
  webhookClaim("TicketItem", "The ids of its assignees were seen as text", async (space) => {
    const item = await newTicket(space);
    expect([item.admin_assignee_id, item.team_assignee_id]).toEqual(["0", "0"]);
  }),
  ...["admin_assignee_id", "team_assignee_id"].map((name) =>
    webhookClaim(`TicketItem.${name}`, "0 if there is none", async (space) => {
      expect((await newTicket(space))[name]).toBe("0");
    }),
  ),
  webhookClaim("TicketItem.ticket_state", "only the state's category, as text", async (space) => {
    const isText = ["2.9", "2.10", "2.11"].includes(space.version);
    expect((await newTicket(space)).ticket_state).toEqual(
      isText ? "submitted" : expect.objectContaining({ category: "submitted" }),
    );
  }),
  webhookClaim("ClosedTicketItem", "either as the item itself", async (space) => {
    const { id } = space.seed.ticket();
    // The first versions cannot close a ticket.
    const item = await itemOf(space, "ticket.closed", () =>
      space.sandbox.fetch(`https://api.intercom.io/tickets/${id}`, {
        method: "PUT",
        headers: {
          Authorization: "Bearer any",
          "Content-Type": "application/json",
          "Intercom-Version": "Preview",
        },
        body: JSON.stringify({ open: false }),
      }),
    );
    expect(item).toMatchObject({ type: "ticket", id });
  }),
  webhookClaim("ArticleItem.author_id", "always a teammate of the workspace", async (space) => {
    const item = await itemOf(space, "article.created", () => space.seed.article(article));
    const { admins } = await space.request("GET /admins");
    expect(admins.map(({ id }: Json) => Number(id))).toContain(item.author_id);
  }),
  webhookClaim(
    "ArticleItem.has_unpublished_changes",
    "False for an article that was never published",
    async (space) => {
      const item = await itemOf(space, "article.created", () => space.seed.article(article));
      expect(item.has_unpublished_changes).toBe(false);
    },
  ),
  webhookClaim("DataConnectorExecutionItem.http_status", "0 if it is unknown", async (space) => {
    const run = { data_connector_id: "1", http_status: null };
    const item = await itemOf(space, "data_connector.execution.completed", () =>
      space.seed.connectorRun(run),
    );
    expect(item.http_status).toBe(0);
  }),
  webhookClaim("ContentStat.ruleset_version_id", "-1 without one", async (space) => {
    const { id } = space.seed.contact();
    const item = await itemOf(space, "content_stat.email", () =>
      space.seed.receipt({ contact_id: id }),
    );
    expect(item.content_stat.ruleset_version_id).toBe(-1);
  }),
  webhookClaim(
    "ProcedureInputItem.recent_messages",
    "The newest parts of the conversation that are no notes, five at most",
    async (space) => {
      const { id } = space.seed.conversation();
      for (let count = 1; count <= 7; count++) {
        const part_type = count === 7 ? "note" : "comment";
        space.seed.conversationPart({ conversation_id: id, body: `No. ${count}`, part_type });
      }
      const item = await itemOf(space, "procedure.hitl_notification.created", () =>
        space.seed.procedureStep({ conversation_id: id }),
      );
      const texts = item.recent_messages.map(({ body }: Json) => body);
      expect(texts).toEqual([2, 3, 4, 5, 6].map((count) => `<p>No. ${count}</p>`));
    },
  ),
];
