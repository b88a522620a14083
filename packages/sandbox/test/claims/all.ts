import type { Claims } from "../support/claims.ts";
import { articles } from "./articles.ts";
import { companies } from "./companies.ts";
import { connectors } from "./connectors.ts";
import { contacts } from "./contacts.ts";
import { content } from "./content.ts";
import { conversationParts } from "./conversation-parts.ts";
import { conversations } from "./conversations.ts";
import { data } from "./data.ts";
import { desk } from "./desk.ts";
import { knowledge } from "./knowledge.ts";
import { merges } from "./merges.ts";
import { refusals } from "./refusals.ts";
import { talk } from "./talk.ts";
import { tickets } from "./tickets.ts";

/** All that the sandbox is held to, one file for each part of the API. */
export const allClaims: Claims = [
  ...contacts,
  ...merges,
  ...companies,
  ...conversations,
  ...conversationParts,
  ...talk,
  ...tickets,
  ...articles,
  ...knowledge,
  ...content,
  ...desk,
  ...data,
  ...connectors,
  ...refusals,
];
