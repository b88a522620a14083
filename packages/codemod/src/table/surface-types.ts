/** Types of releases 3 to 5, and their equals here. */
export const classicTypes: Readonly<Record<string, string>> = {
  AdminObject: "Admin",
  ArticleObject: "Article",
  CollectionObject: "Collection",
  CompanyObject: "Company",
  ContactObject: "Contact",
  ConversationObject: "Conversation",
  ConversationObjectWithoutParts: "ConversationListItem",
  DataAttributeObject: "DataAttribute",
  EventObject: "DataEvent",
  MessageObject: "Message",
  NoteObject: "Note",
  SectionObject: "Section",
  SegmentObject: "Segment",
  SubscriptionObject: "SubscriptionType",
  TagObject: "Tag",
  TeamObject: "Team",
  VisitorObject: "Visitor",
};

/** Types of releases 6 and 7 that have another name here. */
export const renamedTypes: Readonly<Record<string, string>> = {
  Call: "PhoneCall",
  CallList: "PhoneCallList",
  CompanyAttachedContacts: "CompanyContactList",
  CompanyAttachedSegments: "CompanySegmentList",
  ContactArchived: "ArchivedContact",
  ContactAttachedCompanies: "ContactCompanyList",
  ContactBlocked: "BlockedContact",
  ContactDeleted: "DeletedContact",
  ContactSegments: "ContactSegmentList",
  ContactUnarchived: "UnarchivedContact",
  ContentImportSourcesList: "ContentImportSourceList",
  ContentSourcesList: "ContentSourceList",
  ConversationDeleted: "DeletedConversation",
  CreateDataExportRequest: "CreateDataExportsRequest",
  CreatePhoneSwitchRequest: "CreatePhoneCallRedirectRequest",
  CustomObjectInstanceDeleted: "DeletedCustomObjectInstance",
  DeletedArticleObject: "DeletedArticle",
  DeletedCollectionObject: "DeletedCollection",
  DeletedCompanyObject: "DeletedCompany",
  DeletedInternalArticleObject: "DeletedInternalArticle",
  DeleteTicketResponse: "DeletedTicket",
  Error_: "ErrorList",
  ExternalPagesList: "ExternalPageList",
  MergeVisitorToContactRequest: "ConvertVisitorRequest",
  MultipleFilterSearchRequest: "SearchFilterGroup",
  PhoneSwitch: "PhoneCallRedirect",
  SingleFilterSearchRequest: "SearchFilter",
  VisitorDeletedObject: "DeletedVisitor",
};

/** Types of releases 6 and 7 that have the same name here. */
export const sameTypes: readonly string[] = `
ActivityLog ActivityLogList ActivityLogMetadata Admin AdminList AdminPriorityLevel
AdminReplyConversationRequest AdminReplyTicketRequest AdminWithApp AiAgent App Article
ArticleContent ArticleList ArticleListItem ArticleSearchHighlights ArticleSearchResponse
ArticleStatistics ArticleTranslatedContent AssignConversationRequest
AttachContactToConversationRequest AwayStatusReason CloseConversationRequest Collection
CollectionList Company CompanyList CompanyScroll Contact ContactCompanies ContactList
ContactLocation ContactNotes ContactReference ContactReplyBaseRequest
ContactReplyConversationRequest ContactReplyEmailRequest ContactReplyIntercomUserIdRequest
ContactReplyTicketEmailRequest ContactReplyTicketIntercomUserIdRequest ContactReplyTicketRequest
ContactReplyTicketUserIdRequest ContactReplyUserIdRequest ContactSocialProfiles
ContactSubscriptionTypes ContactTags ContentImportSource ContentSource Conversation
ConversationAttachmentFiles ConversationAttributeUpdatedByAdmin
ConversationAttributeUpdatedByWorkflow ConversationContacts ConversationFirstContactReply
ConversationList ConversationPart ConversationPartAuthor ConversationPartMetadata
ConversationParts ConversationRating ConversationResponseTime ConversationSource
ConversationStatistics ConversationTeammates ConvertConversationToTicketRequest
CreateArticleRequest CreateContactNoteRequest CreateContactRequest
CreateContentImportSourceRequest CreateConversationRequest CreateDataAttributeRequest
CreateDataEventRequest CreateExternalPageRequest CreateInternalArticleRequest CreateMessageRequest
CreateOrUpdateCompanyRequest CreateOrUpdateCustomObjectInstanceRequest CreateOrUpdateTagRequest
CreatePhoneCallRedirectRequest CreateTicketRequest CreateTicketTypeRequest CursorPages
CustomActionFinished CustomActionStarted CustomAttributes CustomChannelAttribute
CustomChannelContact CustomObjectInstance CustomObjectInstanceList CustomerRequest DataAttribute
DataAttributeList DataEvent DataEventList DataEventSummary DataEventSummaryItem DataExport
DetachContactFromConversationRequest EmailAddressHeader EmailMessageMetadata EventDetails
ExternalPage FileAttribute GroupContent GroupTranslatedContent HelpCenter HelpCenterList
InternalArticle InternalArticleList InternalArticleListItem InternalArticleSearchResponse
IpAllowlist LinkedObject LinkedObjectList LiveCanvasRequest LiveCanvasResponse
MergeContactsRequest Message NewsItem NewsItemRequest Newsfeed NewsfeedAssignment Note NoteList
NotifyAttributeCollectedRequest NotifyNewMessageRequest NotifyQuickReplySelectedRequest
OpenConversationRequest OperatorWorkflowEvent PagesLink PartAttachment QuickReplyOption Recipient
RedactConversationRequest Reference ReplyConversationRequest ReplyToTicketRequest Segment
SegmentList SlaApplied SnoozeConversationRequest SocialProfile StartingAfterPaging
SubscriptionType SubscriptionTypeList Tag TagBasic TagCompanyRequest TagList
TagMultipleUsersRequest Team TeamList TeamPriorityLevel Ticket TicketContacts
TicketCustomAttributes TicketList TicketPart TicketPartAuthor TicketParts TicketReply
TicketRequestCustomAttributes TicketState TicketStateDetailed TicketStateList TicketType
TicketTypeAttribute TicketTypeAttributeList TicketTypeList Translation UntagCompanyRequest
UpdateArticleRequest UpdateCompanyRequest UpdateContactRequest UpdateContentImportSourceRequest
UpdateConversationRequest UpdateDataAttributeRequest UpdateExternalPageRequest UpdateTicketRequest
UpdateTicketTypeRequest UpdateVisitorRequest Visitor
`
  .trim()
  .split(/\s+/);
