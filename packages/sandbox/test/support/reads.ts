import type { Snapshot } from "@interkit/sandbox";
import { operationsOf } from "./described.ts";
import type { Json } from "./workspace.ts";

/** The ids of a collection's records that lists return. */
function idsIn(snapshot: Snapshot, kind: string): string[] {
  const all = (snapshot.collections[kind] ?? []) as Json[];
  return all.filter(({ archived, blocked }) => !archived && !blocked).map(({ id }) => id);
}

/** The collections of path parameters. */
const kinds: Readonly<Record<string, string>> = {
  admin_id: "admins",
  article_id: "articles",
  attribute_id: "conversationAttributes",
  audience_id: "audiences",
  brand_id: "brands",
  call_id: "calls",
  collection_id: "collections",
  company_id: "companies",
  contact_id: "contacts",
  content_import_source_id: "contentImportSources",
  content_snippet_id: "contentSnippets",
  conversation_id: "conversations",
  custom_object_instance_id: "customObjectInstances",
  data_connector_id: "dataConnectors",
  email_id: "emails",
  exception_id: "officeHoursExceptions",
  execution_result_id: "connectorRuns",
  external_page_id: "externalPages",
  folder_id: "folders",
  help_center_id: "helpCenters",
  internal_article_id: "internalArticles",
  macro_id: "macros",
  news_item_id: "newsItems",
  newsfeed_id: "newsfeeds",
  note_id: "notes",
  office_hours_schedule_id: "officeHoursSchedules",
  redirect_id: "redirects",
  segment_id: "segments",
  tag_id: "tags",
  team_id: "teams",
  ticket_id: "tickets",
  ticket_type_id: "ticketTypes",
  version_id: "articleVersions",
  workflow_id: "workflows",
};

/** Records that a workspace with data does not have: jobs, exports, secrets, calls of Fin Voice. */
const absent =
  /^(jobs|finVoice|dataExports|reportingDataExports|identityVerificationSecrets)\.|\.bulk\./;

const anything = { query: { field: "created_at", operator: ">", value: 1 } };
const searches: Readonly<Record<string, Json>> = {
  "admins.activityLogs.search": { created_at_after: 1 },
  "companies.listAll": undefined,
  "companies.search": anything,
  "contacts.search": anything,
  "conversations.search": anything,
  "tickets.search": anything,
};

const queries: Readonly<Record<string, string>> = {
  "admins.activityLogs.list": "created_at_after=1",
  "articles.search": "phrase=report",
  "customObjectInstances.findByExternalId": "external_id=order-10001",
  "messages.statuses.list": "ruleset_id=1",
  "messages.whatsappStatus.get": "message_id=wamid.1",
  "segments.list": "include_count=true",
  "visitors.get": "user_id=visitor-1",
};

/** Values for paths whose records are found only under a parent, or with another id. */
function special(id: string, snapshot: Snapshot): Record<string, string>[] | undefined {
  const all = (kind: string) => (snapshot.collections[kind] ?? []) as Json[];
  switch (id) {
    case "articles.draft.get":
      return all("articles")
        .filter(({ staged }) => Object.keys(staged).length > 0)
        .map((article) => ({ article_id: article.id }));
    case "articles.versions.get":
      return all("articleVersions").map((one) => ({ ...one, version_id: one.id }));
    case "calls.recording.get":
    case "calls.transcript.get":
      return all("calls")
        .filter(({ recorded }) => recorded)
        .map((call) => ({ call_id: call.id }));
    case "contacts.findByExternalId":
    case "contacts.mergeHistory.list":
      return all("contacts")
        .filter(({ role, archived }) => role === "user" && !archived)
        .map((user) => ({ ...user, contact_id: user.id }));
    case "dataConnectors.executionResults.get":
      return all("connectorRuns").map((run) => ({ ...run, execution_result_id: run.id }));
    case "helpCenters.sections.get":
      return all("collections")
        .filter(({ parent_id }) => parent_id !== null)
        .map((section) => ({ section_id: section.id }));
    default:
      return undefined;
  }
}

/** The values of path parameters for the first records of their collections. */
function rowsOf(names: readonly string[], snapshot: Snapshot): Record<string, string>[] {
  const given = { custom_object_type_identifier: "Order" };
  const named = names.filter((name) => !(name in given));
  const columns = named.map((name) => idsIn(snapshot, kinds[name] ?? ""));
  const [first = [""]] = columns;
  return first.map((_, i) => ({
    ...given,
    ...Object.fromEntries(named.map((name, column) => [name, columns[column]?.[i] ?? ""])),
  }));
}

/** A request that reads something. */
export interface Read {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  /** Whether it lists a whole collection, which must not be empty. */
  readonly listsAll: boolean;
}

/** Every read of a version, for the first three records of each collection. */
export function readsOf(version: string, snapshot: Snapshot): Read[] {
  const latest = (snapshot.collections["events"] as Json[]).at(-1).contact_id;
  return operationsOf(version)
    .filter(({ id, method }) => (method === "GET" || id in searches) && !absent.test(id))
    .flatMap(({ id, method, path: template }) => {
      const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      const rows = special(id, snapshot) ?? rowsOf(names, snapshot);
      if (rows.length === 0) throw new Error(`There is nothing to read with ${id}.`);
      const own = id === "dataEvents.list" ? `type=user&intercom_user_id=${latest}` : queries[id];
      const listsAll = /\.(list|listAll|search)$/.test(id) && names.length === 0;
      return rows.slice(0, 3).map((row) => {
        const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(row[name]));
        return { id, method, path: own ? `${path}?${own}` : path, body: searches[id], listsAll };
      });
    });
}
