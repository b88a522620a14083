import type { Workspace } from "../workspace.ts";
import type { Group } from "./group.ts";

const article = { title: "Engines", body: "<p>They <b>run</b>.</p>", author_id: 1 };
const tag = (cast: { readonly [name: string]: string }) => ({ id: cast["tag_id"] });

const user = { id: "user-1", name: "Ada", email: "ada@example.com" };
const message = { author: "user", body: "Hello", timestamp: "2024-06-03T08:00:00Z" };
const period = { created_at_after: 1_717_000_000, created_at_before: 1_718_000_000 };
const report = {
  dataset_id: "call",
  attribute_ids: ["call.call_id"],
  start_time: period.created_at_after,
  end_time: period.created_at_before,
};

/** What only some versions have: a reporting export, and a call announced to Fin Voice. */
async function preparedSince(
  send: Workspace["send"],
  version: string,
): Promise<[string, string][]> {
  const versions = ["2.14", "2.15", "2.16", "Preview"];
  const made: [string, string][] = [];
  if (versions.includes(version)) {
    const { body } = await send("POST", "/export/reporting_data/enqueue", report);
    made.push(["reportingDataExports.job_identifier", body.job_identifier]);
  }
  if (versions.slice(1).includes(version)) {
    const input = { phone_number: "+441632960123", call_id: "ours-1" };
    await send("POST", "/fin_voice/register", input);
  }
  return made;
}

/** Help center content, calls, Fin, connectors and exports. */
export const knowledge: Group = {
  bodies: {
    "articles.create": () => ({ ...article, state: "published", parent_id: 1 }),
    "articles.update": () => ({ title: "Machines", parent_id: "1" }),
    "articles.draft.update": () => ({ title: "Staged" }),
    "articles.draft.publish": () => ({ locales: ["en"] }),
    "articles.tags.attach": tag,
    "internalArticles.create": () => ({ ...article, owner_id: 1 }),
    "internalArticles.update": () => ({ title: "Machines" }),
    "internalArticles.tags.attach": tag,
    "contentSnippets.create": () => ({ title: "Hours", body_markdown: "Nine to five" }),
    "contentSnippets.update": () => ({ title: "Opening hours" }),
    "contentSnippets.tags.attach": tag,
    "folders.create": () => ({ folder: { name: "Guides" } }),
    "folders.update": () => ({ folder: { name: "Handbook" } }),
    "helpCenters.collections.create": () => ({ name: "Start", description: "First steps" }),
    "helpCenters.collections.update": () => ({ name: "Begin" }),
    "helpCenters.sections.create": () => ({ name: "Setup", parent_id: 1 }),
    "helpCenters.sections.update": () => ({ name: "Settings" }),
    "helpCenters.redirects.create": () => ({
      from_url: "https://help.example.com/old",
      locale: "en",
      target_type: "article",
      target_id: "1",
    }),
    "news.items.create": () => ({
      title: "News",
      body: "New",
      sender_id: 1,
      state: "live",
      newsfeed_assignments: [{ newsfeed_id: 1, published_at: 1_717_401_600 }],
    }),
    "content.bulkActions.run": () => ({
      action: "set_availability",
      content_ids: [{ type: "article", id: "1" }],
      availability: { copilot: false },
    }),
    "calls.search": () => ({ conversation_ids: ["900"] }),
    "finVoice.register": () => ({ phone_number: "+441632960124", call_id: "ours-2" }),
    "fin.start": () => ({ conversation_id: "chat-1", user, message }),
    "fin.reply": () => ({ conversation_id: "chat-1", user, message }),
    "fin.ask": () => ({ conversation_id: "chat-2", user, message }),
    "fin.procedures.run": () => ({ conversation_id: "chat-3", user }),
    "fin.escalate": () => ({ conversation_id: "chat-1" }),
    "fin.capabilities.list": () => ({ user }),
    "fin.submitCsat": () => ({ conversation_id: "chat-1", rating: "good" }),
    "dataConnectors.create": () => ({ name: "Orders", mock_response: { total: 1 } }),
    "dataConnectors.update": () => ({ description: "Finds orders" }),
    "dataExports.create": () => period,
    "reportingDataExports.enqueue": () => report,
    "news.items.update": () => ({ title: "Old", sender_id: 1 }),
  },
  queries: {
    "reportingDataExports.get": () => "app_id=sandbox1&client_id=client",
    "reportingDataExports.download": () => "app_id=sandbox1",
  },
  ranks: {
    "fin.start": -1,
    "helpCenters.collections.create": -1,
    "articles.draft.update": 0.5,
    "articles.draft.publish": 2,
    // The one that is deleted is not the one that others need.
    "helpCenters.sections.delete": 3.5,
  },
  prepare: async ({ send, sandbox, pass }, version, cast) => {
    const { seed } = sandbox;
    const phone = "+441632960123";
    const transcript = [{ at: 3, speaker: "User", text: "Hello" }];
    const call_id = seed.call({ conversation_id: "900", phone, transcript }).id;
    seed.receipt({ contact_id: cast["contact_id"] ?? "" });
    const job = (await send("POST", "/export/content/data", period)).body;
    const parts = Object.fromEntries(await preparedSince(send, version));
    pass(60);
    return {
      article_id: "1",
      version_id: "1",
      internal_article_id: "1",
      content_snippet_id: "1",
      folder_id: "1",
      help_center_id: "1",
      collection_id: "1",
      section_id: "2",
      redirect_id: "1",
      news_item_id: "1",
      newsfeed_id: "1",
      call_id,
      "finVoice.call_id": "1",
      "finVoice.external_id": "ours-1",
      "finVoice.conversation_id": "900",
      phone_number: phone,
      procedure_id: seed.procedure().id,
      data_connector_id: "1",
      execution_result_id: seed.connectorRun({ data_connector_id: "1" }).id,
      "dataExports.job_identifier": job.job_identifier,
      ...parts,
    };
  },
};
