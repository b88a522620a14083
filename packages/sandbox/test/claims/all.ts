import type { Claims } from "../support/claims.ts";
import { articles } from "./articles.ts";
import { companies } from "./companies.ts";
import { connectors } from "./connectors.ts";
import { contacts } from "./contacts.ts";
import { content } from "./content.ts";
import { conversationParts } from "./conversation-parts.ts";
import { conversations } from "./conversations.ts";
import { data } from "./data.ts";
import { knowledge } from "./knowledge.ts";
import { merges } from "./merges.ts";
import { messages } from "./messages.ts";
import { refusals } from "./refusals.ts";
import { tickets } from "./tickets.ts";
import { webhooks } from "./webhooks.ts";
import { workspaceSettings } from "./workspace-settings.ts";

/** The claims of all parts of the API, one file for each part. */
export const allClaims: Claims = [
  ...contacts,
  ...merges,
  ...companies,
  ...conversations,
  ...conversationParts,
  ...messages,
  ...tickets,
  ...articles,
  ...knowledge,
  ...content,
  ...workspaceSettings,
  ...data,
  ...connectors,
  ...refusals,
  ...webhooks,
];
