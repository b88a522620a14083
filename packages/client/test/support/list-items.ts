import type { Sandbox } from "@interkit/sandbox";

/** The parameters and the body that a list needs, besides those of its pages. */
export interface ListArguments {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Workspace {
  readonly seed: Sandbox["seed"];
  /** Sends a request of Preview, and returns the response body. */
  readonly send: (route: string, body?: object) => Promise<{ readonly id: string }>;
}

/** How the items of a list are created. */
export interface ListItems {
  /** How many items the list has from the start; 0 by default. */
  readonly initial?: number;
  /** Creates what the items belong to. */
  readonly prepare?: (workspace: Workspace) => Promise<ListArguments>;
  /** Creates one item; `number` is different each time. */
  readonly add: (
    workspace: Workspace,
    number: number,
    id: string,
  ) => Promise<unknown> | { readonly id: string };
}

const anything = { query: { field: "created_at", operator: ">", value: 1 } };

/** Prepares the object that a path parameter names. */
function inside(
  name: string,
  create: (workspace: Workspace) => Promise<{ readonly id: string }>,
): Pick<Required<ListItems>, "prepare"> {
  return {
    prepare: async (workspace) => ({ path: { [name]: (await create(workspace)).id } }),
  };
}

const given = (values: ListArguments): Pick<Required<ListItems>, "prepare"> => ({
  prepare: async () => values,
});

const insideContact = inside("contact_id", ({ send }) => send("POST /contacts", { role: "user" }));
const insideCompany = inside("company_id", ({ send }) =>
  send("POST /companies", { company_id: "parent" }),
);

const addContact: ListItems["add"] = ({ seed }, n) => seed.contact({ name: `Contact ${n}` });
const addConversation: ListItems["add"] = async ({ seed }) =>
  seed.conversation({ contact_ids: [seed.contact().id] });
const addArticle: ListItems["add"] = ({ seed }, n) => seed.article({ title: `A report ${n}` });
const addInternalArticle: ListItems["add"] = ({ seed }, n) =>
  seed.internalArticle({ title: `A report ${n}` });
const addActivityLog: ListItems["add"] = ({ seed }) =>
  seed.activityLog({ activity_type: "admin_login_success" });

/** A company without a contact is in no list but the scroll. */
const addCompany: ListItems["add"] = async ({ send }, n) => {
  const { id } = await send("POST /companies", { company_id: `company-${n}` });
  const contact = await send("POST /contacts", { role: "lead" });
  await send(`POST /contacts/${contact.id}/companies`, { id });
};

const deleteContact: ListItems["add"] = async ({ send }) => {
  const { id } = await send("POST /contacts", { role: "lead" });
  await send(`DELETE /contacts/${id}`);
};

/** Every list with pages, by its operation. */
export const listItems: Readonly<Record<string, ListItems>> = {
  "admins.activityLogs.list": {
    ...given({ query: { created_at_after: "1" } }),
    add: addActivityLog,
  },
  "admins.activityLogs.search": {
    ...given({ body: { created_at_after: 1 } }),
    add: addActivityLog,
  },
  "aiContent.contentImportSources.list": {
    add: ({ seed }, n) => seed.contentImportSource({ url: `https://${n}.example.com` }),
  },
  "aiContent.externalPages.list": {
    add: ({ seed }, n) => {
      const source = seed.contentImportSource({ url: `https://${n}.example.com` });
      return seed.externalPage({ source_id: source.id, external_id: String(n) });
    },
  },
  "articles.list": { add: addArticle },
  "articles.search": { ...given({ query: { phrase: "report" } }), add: addArticle },
  "articles.versions.list": {
    // The article as it was created.
    initial: 1,
    ...inside("article_id", ({ send }) => send("POST /articles", { title: "One", author_id: 1 })),
    add: ({ send }, n, id) => send(`PUT /articles/${id}`, { title: `Title ${n}` }),
  },
  "audiences.list": { add: ({ seed }, n) => seed.audience({ name: `Audience ${n}` }) },
  "calls.list": { add: ({ seed }) => seed.call({ phone: "+441632960123" }) },
  "companies.contacts.list": {
    ...insideCompany,
    add: async ({ send }, _, id) => {
      const contact = await send("POST /contacts", { role: "lead" });
      await send(`POST /contacts/${contact.id}/companies`, { id });
    },
  },
  "companies.list": { add: addCompany },
  "companies.listAll": { add: addCompany },
  "companies.notes.list": {
    ...insideCompany,
    add: ({ send }, n, id) => send(`POST /companies/${id}/notes`, { body: `Note ${n}` }),
  },
  "companies.scroll": { add: ({ seed }, n) => seed.company({ company_id: `company-${n}` }) },
  "companies.search": { ...given({ body: anything }), add: addCompany },
  // The activity is that it was created.
  "contacts.activities.list": { add: ({ send }) => send("POST /contacts", { role: "lead" }) },
  "contacts.companies.list": {
    ...insideContact,
    add: async ({ send }, n, contact) => {
      const { id } = await send("POST /companies", { company_id: `company-${n}` });
      await send(`POST /contacts/${contact}/companies`, { id });
    },
  },
  "contacts.deleted.list": { add: deleteContact },
  "contacts.list": { add: addContact },
  "contacts.mergeHistory.list": {
    ...insideContact,
    add: async ({ send }, _, into) => {
      const { id: from } = await send("POST /contacts", { role: "lead" });
      await send("POST /contacts/merge", { from, into, skip_duplicate_validation: true });
    },
  },
  "contacts.notes.list": {
    ...insideContact,
    add: ({ send }, n, id) => send(`POST /contacts/${id}/notes`, { body: `Note ${n}` }),
  },
  "contacts.search": { ...given({ body: anything }), add: addContact },
  "content.search": { add: addArticle },
  "contentSnippets.list": {
    add: ({ send }, n) => send("POST /content_snippets", { title: `${n}`, body_markdown: "x" }),
  },
  "conversations.deleted.list": {
    add: ({ seed, send }) =>
      send(`DELETE /conversations/${seed.conversation({ contact_ids: [seed.contact().id] }).id}`),
  },
  "conversations.list": { add: addConversation },
  "conversations.search": { ...given({ body: anything }), add: addConversation },
  "conversations.sideConversations.list": {
    ...inside("conversation_id", async ({ seed }) =>
      seed.conversation({ contact_ids: [seed.contact().id] }),
    ),
    add: ({ seed }, n, id) => seed.sideConversation({ conversation_id: id, body: `Aside ${n}` }),
  },
  "customObjectInstances.list": {
    ...given({ path: { custom_object_type_identifier: "Order" } }),
    add: ({ seed }, n) => seed.customObject({ type: "Order", external_id: String(n) }),
  },
  "dataConnectors.executionResults.list": {
    ...inside("data_connector_id", ({ send }) => send("POST /data_connectors", { name: "Runs" })),
    add: ({ seed }, _, id) => seed.connectorRun({ data_connector_id: id }),
  },
  "dataConnectors.list": { add: ({ seed }, n) => seed.dataConnector({ name: `Connector ${n}` }) },
  "dataEvents.list": {
    prepare: async ({ send }) => {
      const { id } = await send("POST /contacts", { role: "user" });
      return { query: { type: "user", intercom_user_id: id } };
    },
    add: ({ seed }, n, id) => seed.dataEvent({ contact_id: id, name: `event-${n}` }),
  },
  "folders.list": { add: ({ seed }, n) => seed.folder({ name: `Folder ${n}` }) },
  "helpCenters.collections.list": { add: ({ seed }, n) => seed.collection({ name: `${n}` }) },
  "helpCenters.redirects.list": {
    ...given({ path: { help_center_id: "1" } }),
    add: async ({ seed, send }, n) => {
      const article = seed.article({ title: `Target ${n}` });
      await send("POST /help_center/help_centers/1/redirects", {
        from_url: `https://help.example.com/${n}`,
        locale: "en",
        target_type: "article",
        target_id: article.id,
      });
    },
  },
  "helpCenters.sections.list": {
    add: ({ seed }, n) => seed.collection({ name: `${n}`, parent_id: seed.collection().id }),
  },
  "internalArticles.list": { add: addInternalArticle },
  "internalArticles.search": { add: addInternalArticle },
  "macros.list": { add: ({ seed }, n) => seed.macro({ name: `Macro ${n}` }) },
  "messages.statuses.list": {
    ...given({ query: { ruleset_id: "1" } }),
    add: ({ seed }, n) => seed.messageStatus({ message_id: String(n), ruleset_id: "1" }),
  },
  "news.items.list": { add: ({ seed }, n) => seed.newsItem({ title: `News ${n}` }) },
  "news.newsfeeds.items.list": {
    ...inside("newsfeed_id", async ({ seed }) => seed.newsfeed({ name: "Feed" })),
    add: ({ send }, n, id) =>
      send("POST /news/news_items", {
        title: `News ${n}`,
        body: "x",
        sender_id: 1,
        state: "live",
        newsfeed_assignments: [{ newsfeed_id: Number(id), published_at: 1_700_000_000 }],
      }),
  },
  // A workspace has a newsfeed, which the API cannot delete.
  "news.newsfeeds.list": { initial: 1, add: ({ seed }, n) => seed.newsfeed({ name: `Feed ${n}` }) },
  "tickets.search": { ...given({ body: anything }), add: ({ seed }) => seed.ticket() },
};
