import type { Handlers } from "../engine/call.ts";
import { activityLogHandlers } from "./activity-logs.ts";
import { adminHandlers } from "./admin-handlers.ts";
import { aiContentHandlers } from "./ai-content.ts";
import { articleDraftHandlers } from "./article-drafts.ts";
import { articleSearchHandlers } from "./article-search.ts";
import { articleVersionHandlers } from "./article-versions.ts";
import { articleHandlers } from "./articles.ts";
import { audienceHandlers } from "./audiences.ts";
import { awayStatusReasonHandlers } from "./away-status-reasons.ts";
import { bannerHandlers } from "./banners.ts";
import { brandHandlers } from "./brands.ts";
import { callHandlers } from "./calls.ts";
import { collectionHandlers } from "./collections.ts";
import { companyHandlers } from "./companies.ts";
import { companyBulkHandlers } from "./company-bulk.ts";
import { contactBulkHandlers } from "./contact-bulk.ts";
import { contactHandlers } from "./contacts.ts";
import { contentHandlers } from "./content.ts";
import { contentSnippetHandlers } from "./content-snippets.ts";
import { conversationAttributeHandlers } from "./conversation-attributes.ts";
import { conversationContactHandlers } from "./conversation-contacts.ts";
import { conversationMergeHandlers } from "./conversation-merge.ts";
import { conversationPartHandlers } from "./conversation-parts.ts";
import { conversationReplyHandlers } from "./conversation-replies.ts";
import { conversationHandlers } from "./conversations.ts";
import { customObjectHandlers } from "./custom-objects.ts";
import { dataAttributeHandlers } from "./data-attributes.ts";
import { dataConnectorHandlers } from "./data-connectors.ts";
import { dataEventHandlers } from "./data-events.ts";
import { dataExportHandlers } from "./data-exports.ts";
import { ecommerceHandlers } from "./ecommerce-connectors.ts";
import { emailHandlers } from "./emails.ts";
import { finHandlers } from "./fin.ts";
import { finVoiceHandlers } from "./fin-voice.ts";
import { folderHandlers } from "./folders.ts";
import { helpCenterHandlers } from "./help-centers.ts";
import { identityVerificationSecretHandlers } from "./identity-verification-secrets.ts";
import { internalArticleHandlers } from "./internal-articles.ts";
import { ipAllowlistHandlers } from "./ip-allowlist.ts";
import { jobHandlers } from "./jobs.ts";
import { macroHandlers } from "./macros.ts";
import { messageStatusHandlers } from "./message-statuses.ts";
import { messageHandlers } from "./messages.ts";
import { newsHandlers } from "./news.ts";
import { noteHandlers } from "./notes.ts";
import { officeHoursHandlers } from "./office-hours.ts";
import { phoneCallRedirectHandlers } from "./phone-call-redirects.ts";
import { procedureHandlers } from "./procedures.ts";
import { reportingDataExportHandlers } from "./reporting-data-exports.ts";
import { segmentHandlers } from "./segments.ts";
import { subscriptionTypeHandlers } from "./subscription-types.ts";
import { tagAdminHandlers } from "./tag-handlers.ts";
import { tagHandlers } from "./tags.ts";
import { teamHandlers } from "./teams.ts";
import { ticketReplyHandlers } from "./ticket-replies.ts";
import { ticketTypeHandlers } from "./ticket-types.ts";
import { ticketHandlers } from "./tickets.ts";
import { visitorHandlers } from "./visitors.ts";
import { workflowHandlers } from "./workflows.ts";

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
