import type { Rule } from "../occurrence.ts";
import { companyRule } from "./companies.ts";
import { contactRule } from "./contacts.ts";
import { contentStatRule } from "./content-stats.ts";
import { conversationRule } from "./conversations.ts";
import { dataRule } from "./data.ts";
import { knowledgeRule } from "./knowledge.ts";
import { ticketRule } from "./tickets.ts";
import { workspaceRule } from "./workspace.ts";

/** What happens in a workspace, in the order in which its notifications are sent. */
export const rules: readonly Rule[] = [
  workspaceRule,
  contactRule,
  companyRule,
  conversationRule,
  ticketRule,
  knowledgeRule,
  dataRule,
  contentStatRule,
];
