import type { Sandbox, TopicPattern } from "@interkit/sandbox";
import { secret } from "./receiver.ts";
import { type Json, type Workspace, workspace } from "./workspace.ts";

/** A workspace in which something is done. */
export interface Stage extends Pick<Workspace, "send"> {
  readonly sandbox: Sandbox;
  readonly seed: Sandbox["seed"];
  /** A user and a lead, and a conversation of the user. */
  readonly user: string;
  readonly lead: string;
  readonly conversation: string;
  readonly company: string;
}

/** What targets are notified of when something is done, and the items. */
export async function whatHappens(
  action: (stage: Stage) => unknown,
  topics: readonly TopicPattern[] = ["contact.*", "company.*", "conversation.*", "ticket.*"],
): Promise<{ readonly topics: string[]; readonly items: Json[] }> {
  const { sandbox, send } = await workspace("Preview", { webhooks: { deliver: "on-flush" } });
  const { seed } = sandbox;
  const company = seed.company({ company_id: "engines" }).id;
  const user = seed.contact({ email: "ada@example.com", companies: [{ id: company }] }).id;
  const lead = seed.contact({ role: "lead" }).id;
  const conversation = seed.conversation({ contact_ids: [user] }).id;
  sandbox.webhooks.add({ url: "http://127.0.0.1/", secret, topics, version: "Preview" });
  await action({ sandbox, send, seed, user, lead, conversation, company });
  await sandbox.webhooks.settled();
  const sent = sandbox.webhooks.deliveries().filter(({ topic }) => topic !== "ping");
  return {
    topics: sent.map(({ topic }) => topic),
    items: sent.map(({ body }) => body.data.item as Json),
  };
}

export const admin = { type: "admin", admin_id: "1" };
/** Replies to the conversation. */
export const reply = ({ send, conversation }: Stage, body: Json) =>
  send("POST", `/conversations/${conversation}/reply`, {
    message_type: "comment",
    body: "Hi",
    ...body,
  });
/** Closes, opens, snoozes or assigns the conversation. */
export const manage = ({ send, conversation }: Stage, message_type: string, more: Json = {}) =>
  send("POST", `/conversations/${conversation}/parts`, { ...admin, message_type, ...more });
