import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { createWebhooks, type Webhooks } from "@interkit/webhooks";

export interface BotOptions {
  /** The client secret of the app, which signs its webhooks. */
  readonly secret: string;
  /** The admin in whose name the bot replies. */
  readonly adminId: string;
  /** The tag of conversations that wait for a person. */
  readonly tagId: string;
}

/** Answers new conversations with an article, and tags those that ask for a person, until one has replied. */
export function createAnswerBot(
  options: IntercomOptions,
  { secret, adminId: admin_id, tagId }: BotOptions,
): Webhooks {
  const { articles, conversations } = createIntercom(options);

  // Without `ignore`, the bot would take its own replies for those of a person.
  const webhooks = createWebhooks({ secret, ignore: { adminIds: [admin_id] } });

  webhooks.on("conversation.user.created", async ({ data: { item } }) => {
    const phrase = textOf(item.source?.body);
    const article = await articles.search({ phrase, state: "published" }).first();
    if (!article?.url) return conversations.tags.attach(item.id, { id: tagId, admin_id });

    // Intercom sends a notification again after a failure, and the reply may be there already.
    const { conversation_parts } = await conversations.get(item.id);
    const parts = conversation_parts?.conversation_parts ?? [];
    if (parts.some(({ author }) => author.id === admin_id)) return;
    const body = `Does <a href="${article.url}">${article.title}</a> help? Reply "person" to talk to one.`;
    return conversations.reply(item.id, { message_type: "comment", type: "admin", admin_id, body });
  });

  webhooks.on("conversation.user.replied", async ({ data: { item } }) => {
    const [part] = item.conversation_parts?.conversation_parts ?? [];
    if (!/\bperson\b/i.test(textOf(part?.body))) return;
    await conversations.tags.attach(item.id, { id: tagId, admin_id });
  });

  webhooks.on("conversation.admin.replied", async ({ data: { item } }) => {
    const isTagged = item.tags?.tags.some(({ id }) => id === tagId);
    if (isTagged) await conversations.tags.detach(item.id, tagId, { admin_id });
  });
  return webhooks;
}

const textOf = (html: string | null | undefined) => (html ?? "").replace(/<[^>]*>/g, " ").trim();
