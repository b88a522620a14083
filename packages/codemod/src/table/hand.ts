/** What the routes alone do not show of a method of `intercom-client`. */
export interface Hand {
  /** The method here, where its route has several or is another one. */
  readonly method?: string;
  /** Why a person has to rewrite the call, or why there is no method here. */
  readonly reason?: string;
  /** Keys that a person has to rewrite, and why. */
  readonly byHand?: Readonly<Record<string, string>>;
  readonly note?: string;
  /** Where the client here takes a property, if it is not where the request has it. */
  readonly places?: Readonly<Record<string, string>>;
}

const noCounts: Hand = {
  reason:
    "No description of API 2.7 or later has `GET /counts`. The pages of lists and searches have `totalCount`.",
};

const companiesOfList = "With this key Intercom returns a list: call `companies.list`.";
const summary =
  "With `summary: true`, call `dataEvents.summarize`, which returns an object, not a list.";

/** The parameter `filter` of GET /events is an object here; each of its properties is one in the query. */
const eventFilter: Readonly<Record<string, string>> = {
  user_id: "filter.user_id",
  intercom_user_id: "filter.intercom_user_id",
  email: "filter.email",
};

/** Releases 3 to 5. */
export const classic: Readonly<Record<string, Hand>> = {
  "admins.listAllActivityLogs": {
    byHand: {
      before:
        "It is a `Date` there; `created_at_before` is a number of seconds, or a numeric text.",
      after: "It is a `Date` there; `created_at_after` is a number of seconds, or a numeric text.",
    },
  },
  "companies.find": { method: "companies.find" },
  "companies.list": { method: "companies.list" },
  "companies.update": {
    note: "`companyId` is Intercom's id of the company (`id`), not the one that you gave it (`company_id`).",
  },
  "companies.scroll.each": {
    note: "A loop over the list holds one page in memory at a time.",
  },
  "companies.scroll.next": {
    reason:
      "It gets one page, and the program requests the next. `companies.scroll()` is a list, which requests all pages: iterate it, or its `pages()`.",
  },
  "conversations.find": {
    byHand: { inPlainText: 'Write `inPlainText: true` as `display_as: "plaintext"` in the query.' },
  },
  "conversations.replyByLastAsUser": {
    method: "conversations.reply",
    reason: 'Call `conversations.reply("last", body)`: this id stands for the newest conversation.',
  },
  "conversations.replyByLastAsAdmin": {
    method: "conversations.reply",
    reason: 'Call `conversations.reply("last", body)`: this id stands for the newest conversation.',
  },
  "conversations.assign": {
    byHand: {
      withRunningAssignmentRules:
        "With `true`, call `conversations.runAssignmentRules(id)`. `intercom-client` sends that to `/conversations/{id}/run_assignment_rules/parts`, which the API does not have.",
    },
  },
  "conversations.snooze": {
    method: "conversations.manage",
    reason:
      'Call `conversations.manage(id, { message_type: "snoozed", admin_id, snoozed_until })`. `intercom-client` sends it to the route of replies.',
  },
  "conversations.attachContactAsContact": {
    reason:
      "`intercom-client` sends who adds the contact at the top of the body. The API has it in `customer.customer`.",
  },
  "counts.forApp": noCounts,
  "counts.countCompany": noCounts,
  "counts.countCompanySegment": noCounts,
  "counts.countCompanyTag": noCounts,
  "counts.countCompanyUser": noCounts,
  "counts.countConversation": noCounts,
  "counts.countAdminConversation": noCounts,
  "counts.countUser": noCounts,
  "counts.countUserSegment": noCounts,
  "counts.countUserTag": noCounts,
  "events.listBy": { method: "dataEvents.list", byHand: { summary }, places: eventFilter },
  "companies.listAttachedContacts": {
    byHand: { perPage: "`intercom-client` sends it under this name. The parameter is `per_page`." },
  },
  "phoneCallRedirect.create": {
    byHand: {
      customAttributes:
        "`intercom-client` sends it under this name. The property is `custom_attributes`.",
    },
  },
  "tags.tagCompanies": {
    byHand: { companiesIds: "Write the ids as `companies: [{ id }]`." },
  },
  "tags.untagCompanies": {
    byHand: { companiesIds: "Write the ids as `companies: [{ id, untag: true }]`." },
  },
  "visitors.delete": {
    reason: "No description of API 2.7 or later has `DELETE /visitors/{id}`.",
  },
  "visitors.find": {
    byHand: {
      id: "No description of API 2.7 or later has `GET /visitors/{id}`: find the visitor by `user_id`.",
    },
  },
};

/** Releases 6 and 7. The methods under `unstable` have other names for the same routes. */
export const current: Readonly<Record<string, Hand>> = {
  "companies.retrieve": {
    method: "companies.find",
    byHand: {
      tag_id: companiesOfList,
      segment_id: companiesOfList,
      page: companiesOfList,
      per_page: companiesOfList,
    },
  },
  "unstable.companies.retrieveCompany": {
    method: "companies.find",
    byHand: {
      tag_id: companiesOfList,
      segment_id: companiesOfList,
      page: companiesOfList,
      per_page: companiesOfList,
    },
  },
  "customObjectInstances.getCustomObjectInstancesByExternalId": {
    method: "customObjectInstances.findByExternalId",
  },
  "customObjectInstances.deleteCustomObjectInstancesById": {
    note: "In spite of its name it takes `external_id`.",
  },
  "customObjectInstances.deleteCustomObjectInstancesByExternalId": {
    note: "In spite of its name it takes Intercom's id.",
  },
  "unstable.customObjectInstances.getCustomObjectInstancesByExternalId": {
    method: "customObjectInstances.findByExternalId",
  },
  "events.list": { method: "dataEvents.list", byHand: { summary }, places: eventFilter },
  "unstable.dataEvents.lisDataEvents": { method: "dataEvents.list", byHand: { summary } },
};
