import type { Claims } from "../support/claims.ts";
import { articles } from "./articles.ts";
import { companies } from "./companies.ts";
import { contacts } from "./contacts.ts";
import { content } from "./content.ts";
import { conversations } from "./conversations.ts";
import { data } from "./data.ts";
import { desk } from "./desk.ts";
import { knowledge } from "./knowledge.ts";
import { refusals } from "./refusals.ts";
import { talk } from "./talk.ts";
import { tickets } from "./tickets.ts";

/** All that the sandbox is held to, one file for each part of the API. */
export const allClaims: Claims = [
  ...contacts,
  ...companies,
  ...conversations,
  ...talk,
  ...tickets,
  ...articles,
  ...knowledge,
  ...content,
  ...desk,
  ...data,
  ...refusals,
];
