/** The resources of the vendor's client that each test file tests. Every resource is in one file. */
export const resourcesOfFile = {
  calls: ["calls", "phoneCallRedirects", "unstable.calls", "unstable.switch"],
  companies: ["companies", "unstable.companies"],
  contacts: ["contacts", "unstable.contacts"],
  content: ["aiContent", "news", "unstable.aiContent", "unstable.news"],
  conversations: ["conversations", "unstable.conversations"],
  data: [
    ...["customObjectInstances", "dataAttributes", "events"],
    ...["unstable.customObjectInstances", "unstable.dataAttributes", "unstable.dataEvents"],
  ],
  exports: ["dataExport", "export", "unstable.dataExport", "unstable.export"],
  knowledge: [
    ...["articles", "helpCenters", "internalArticles"],
    ...["unstable.articles", "unstable.helpCenter", "unstable.internalArticles"],
  ],
  messages: [
    ...["customChannelEvents", "messages", "visitors"],
    ...["unstable.customChannelEvents", "unstable.messages", "unstable.visitors"],
  ],
  people: [
    ...["notes", "segments", "subscriptionTypes", "tags"],
    ...["unstable.notes", "unstable.segments", "unstable.subscriptionTypes", "unstable.tags"],
  ],
  tickets: [
    ...["jobs", "ticketStates", "ticketTypes", "tickets"],
    ...["unstable.jobs", "unstable.ticketStates", "unstable.ticketTypeAttributes"],
    ...["unstable.ticketTypes", "unstable.tickets"],
  ],
  workspace: [
    ...["admins", "awayStatusReasons", "ipAllowlist", "teams"],
    ...["unstable.admins", "unstable.awayStatusReasons", "unstable.brands", "unstable.emails"],
    ...["unstable.macros", "unstable.teams", "unstable.workflows"],
  ],
} as const satisfies Record<string, readonly string[]>;

/** The file's name without `.test.ts`. */
export type VendorTestFile = keyof typeof resourcesOfFile;

/** Why a method cannot succeed, and the status that it gets. */
interface Refusal {
  readonly status: number;
  readonly why: string;
}

/** Methods that cannot succeed. Their refusal is tested too. */
export const unanswerable: Readonly<Record<string, Refusal>> = {
  "unstable.companies.attachContactToACompany": {
    status: 400,
    why: "it sends the company's id as `company_id`, where the API wants `id`",
  },
};
