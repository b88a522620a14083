/** Sentences that other tests check, by the file below `test/`. */
export const elsewhere: Readonly<Record<string, readonly string[]>> = {
  "claims/articles.ts": ["ArticleListItem.author_id: always a teammate of the workspace."],
  "claims/contacts.ts": ["contacts.bulk.create: Never changes a contact that exists."],
  "engine.test.ts": [
    "ErrorList.request_id: It is the value of the header `X-Request-Id`, mostly 20 lower-case letters and digits.",
  ],
  "errors.test.ts": [
    "AdminPriorityLevelRequest: No member may have two levels, and everyone named must be on the team afterwards.",
    "AskFinRequest.conversation_id: it must be new.",
    "ConvertConversationToTicketRequest.ticket_type_id: it must be one for customer tickets.",
    "CreateHelpCenterRedirectRequest.target_id: it must be part of this help center.",
    "HelpCenterRedirect.from_url: always within the help center.",
    "ReplyToFinRequest.conversation_id: Your id of the conversation, which must exist.",
    "RunFinProcedureRequest.conversation_id: it must be new.",
    "UpdateTicketRequest.ticket_state_id: it must belong to the type of the ticket.",
    "companies.bulk.create: Creates or changes up to 100 companies in the background.",
    "companies.bulk.delete: Archives up to 100 companies in the background.",
    "companies.bulk.update: Changes up to 100 companies in the background.",
    "contacts.bulk.create: Creates up to 100 contacts in the background.",
    "contacts.bulk.update: Changes up to 100 contacts in the background.",
    "finVoice.register: A call can be announced only once.",
    "teams.update: Only members and their priority can be changed;",
  ],
  "list-ends.test.ts": [
    "companies.listAll: Pages reach 10,000 companies:",
    "companies.listAll: one that ends beyond is refused with 400;",
  ],
  "operations-refused.test.ts": [
    "Newsfeed: the API only reads them.",
    "customObjectInstances.findByExternalId: Before 2.16 there is only that last form.",
    "customObjectInstances.list: Before 2.16 there is only that last form.",
    "news.newsfeeds.get: the API only reads them.",
  ],
  "operations.test.ts": [
    "GroupContent.description: Collections only.",
    "GroupContent: a section has only a name.",
    "TicketTypeList.ticket_types: Declared before 2.12, although the ticket types come in `data` there too.",
  ],
  "search-facts.test.ts": ["SearchFilter.operator: a `tag_id` takes `=` and `!=` only."],
  "search-times.test.ts": [
    "contacts.search: Up to version 2.16 dates compare by day in the workspace's time zone;",
    "contacts.search: from 2.17 on the timestamps of a contact compare by the second in UTC, and date attributes of your own by UTC day, with `=`, `<` and `>` only.",
  ],
  "stories/ai-content.test.ts": [
    "aiContent.externalPages.list?source_id: Lists only the page of this source that has the `external_id`, or nothing.",
  ],
  "stories/contact-feeds.test.ts": [
    "RatingTeammate: Where a workflow asked and no teammate took part, 2.17 names the workflow;",
    "contacts.activities.list?per_page: More than 150 counts as 150.",
    "contacts.activities.list?per_page: 0 and words are refused with 400 `invalid_per_page`.",
    "contacts.deleted.list?escape_identity: It is, unless you say `false`.",
    "InactiveContact.email: Escaped for HTML, unless `escape_identity` is `false`.",
    "InactiveContact.merged_into_id: Only there with the status `merged`.",
  ],
  "stories/content.test.ts": [
    "content.bulkActions.run: The work happens in the background, and its outcome cannot be looked up.",
  ],
  "stories/custom-channel-events.test.ts": [
    "customChannelEvents.notifyNewMessage: The conversation must have been reported before.",
  ],
  "stories/data-attributes.test.ts": [
    "DataAttribute.model: up to 2.15, `conversation` for those of conversations.",
    "dataAttributes.list: from 2.16 on this list no longer has them.",
  ],
  "stories/workspace-setup.test.ts": [
    "UploadEcommerceCatalogRequest.catalog: Needed unless `finalize` is `true`.",
    "ecommerceConnectors.uploadCatalog: send each with `finalize` `false`, from the second on with the `import_job_id` and the part number of the previous answer (200), then `finalize` `true` without a file (202).",
    "ecommerceConnectors.uploadCatalog: the answer is 202 and the import begins.",
    "messages.whatsappStatus.get: A 400 of this operation carries a single `message` in place of the usual `errors` list.",
    "phoneCallRedirects.create: The errors 400 and 422 carry `error_key` and mostly `message` in place of the usual list.",
  ],
  "vendor/content.test.ts": ["NewsItem.reactions: empty if they cannot react."],
};
