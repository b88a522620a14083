import type { Handlers } from "../engine/call.ts";
import { callHandlers } from "./calls/calls.ts";
import { phoneCallRedirectHandlers } from "./calls/phone-call-redirects.ts";
import { companyHandlers } from "./companies/companies.ts";
import { companyBulkHandlers } from "./companies/company-bulk.ts";
import { contactBulkHandlers } from "./contacts/contact-bulk.ts";
import { contactHandlers } from "./contacts/contacts.ts";
import { subscriptionTypeHandlers } from "./contacts/subscription-types.ts";
import { visitorHandlers } from "./contacts/visitors.ts";
import { conversationAttributeHandlers } from "./conversations/conversation-attributes.ts";
import { conversationContactHandlers } from "./conversations/conversation-contacts.ts";
import { conversationMergeHandlers } from "./conversations/conversation-merge.ts";
import { conversationPartHandlers } from "./conversations/conversation-parts.ts";
import { conversationReplyHandlers } from "./conversations/conversation-replies.ts";
import { conversationHandlers } from "./conversations/conversations.ts";
import { customObjectHandlers } from "./data/custom-objects.ts";
import { dataAttributeHandlers } from "./data/data-attributes.ts";
import { dataConnectorHandlers } from "./data/data-connectors.ts";
import { dataEventHandlers } from "./data/data-events.ts";
import { ecommerceHandlers } from "./data/ecommerce-connectors.ts";
import { dataExportHandlers } from "./exports/data-exports.ts";
import { reportingDataExportHandlers } from "./exports/reporting-data-exports.ts";
import { finHandlers } from "./fin/fin.ts";
import { finVoiceHandlers } from "./fin/fin-voice.ts";
import { procedureHandlers } from "./fin/procedures.ts";
import { aiContentHandlers } from "./knowledge/ai-content.ts";
import { articleDraftHandlers } from "./knowledge/article-drafts.ts";
import { articleSearchHandlers } from "./knowledge/article-search.ts";
import { articleVersionHandlers } from "./knowledge/article-versions.ts";
import { articleHandlers } from "./knowledge/articles.ts";
import { collectionHandlers } from "./knowledge/collections.ts";
import { contentHandlers } from "./knowledge/content.ts";
import { contentSnippetHandlers } from "./knowledge/content-snippets.ts";
import { folderHandlers } from "./knowledge/folders.ts";
import { helpCenterHandlers } from "./knowledge/help-centers.ts";
import { internalArticleHandlers } from "./knowledge/internal-articles.ts";
import { newsHandlers } from "./knowledge/news.ts";
import { bannerHandlers } from "./outbound/banners.ts";
import { emailHandlers } from "./outbound/emails.ts";
import { messageStatusHandlers } from "./outbound/message-statuses.ts";
import { messageHandlers } from "./outbound/messages.ts";
import { workflowHandlers } from "./outbound/workflows.ts";
import { noteHandlers } from "./people/note-handlers.ts";
import { segmentHandlers } from "./people/segment-handlers.ts";
import { tagAdminHandlers } from "./tags/tag-handlers.ts";
import { tagHandlers } from "./tags/tags.ts";
import { jobHandlers } from "./tickets/jobs.ts";
import { ticketReplyHandlers } from "./tickets/ticket-replies.ts";
import { ticketTypeHandlers } from "./tickets/ticket-types.ts";
import { ticketHandlers } from "./tickets/tickets.ts";
import { activityLogHandlers } from "./workspace/activity-logs.ts";
import { adminHandlers } from "./workspace/admin-handlers.ts";
import { audienceHandlers } from "./workspace/audiences.ts";
import { awayStatusReasonHandlers } from "./workspace/away-status-reasons.ts";
import { brandHandlers } from "./workspace/brands.ts";
import { identityVerificationSecretHandlers } from "./workspace/identity-verification-secrets.ts";
import { ipAllowlistHandlers } from "./workspace/ip-allowlist.ts";
import { macroHandlers } from "./workspace/macros.ts";
import { officeHoursHandlers } from "./workspace/office-hours.ts";
import { teamHandlers } from "./workspace/teams.ts";

/** Every operation that the sandbox answers. */
export const handlers: Handlers = {
  ...activityLogHandlers,
  ...adminHandlers,
  ...aiContentHandlers,
  ...articleDraftHandlers,
  ...articleHandlers,
  ...articleSearchHandlers,
  ...articleVersionHandlers,
  ...audienceHandlers,
  ...awayStatusReasonHandlers,
  ...bannerHandlers,
  ...brandHandlers,
  ...callHandlers,
  ...collectionHandlers,
  ...companyBulkHandlers,
  ...companyHandlers,
  ...contactBulkHandlers,
  ...contactHandlers,
  ...contentHandlers,
  ...contentSnippetHandlers,
  ...conversationAttributeHandlers,
  ...conversationContactHandlers,
  ...conversationHandlers,
  ...conversationMergeHandlers,
  ...conversationPartHandlers,
  ...conversationReplyHandlers,
  ...customObjectHandlers,
  ...dataAttributeHandlers,
  ...dataConnectorHandlers,
  ...dataEventHandlers,
  ...dataExportHandlers,
  ...ecommerceHandlers,
  ...emailHandlers,
  ...finHandlers,
  ...finVoiceHandlers,
  ...folderHandlers,
  ...helpCenterHandlers,
  ...identityVerificationSecretHandlers,
  ...internalArticleHandlers,
  ...ipAllowlistHandlers,
  ...jobHandlers,
  ...macroHandlers,
  ...messageHandlers,
  ...messageStatusHandlers,
  ...newsHandlers,
  ...noteHandlers,
  ...officeHoursHandlers,
  ...phoneCallRedirectHandlers,
  ...procedureHandlers,
  ...reportingDataExportHandlers,
  ...segmentHandlers,
  ...subscriptionTypeHandlers,
  ...tagAdminHandlers,
  ...tagHandlers,
  ...teamHandlers,
  ...ticketHandlers,
  ...ticketReplyHandlers,
  ...ticketTypeHandlers,
  ...visitorHandlers,
  ...workflowHandlers,
};
