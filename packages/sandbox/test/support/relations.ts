import type { Snapshot } from "@interkit/sandbox";
import type { Json } from "./workspace.ts";

/** The references of records: their ids, and the collections that must contain them. */
const references: readonly (readonly [
  kind: string,
  ids: (thing: Json) => readonly unknown[],
  ...targets: string[],
])[] = [
  ["admins", ({ team_ids }) => team_ids, "teams"],
  ["admins", ({ away_status_reason_id: id }) => [id], "awayStatusReasons"],
  ["contacts", ({ company_ids }) => company_ids, "companies"],
  ["contacts", ({ owner_id }) => [owner_id], "admins"],
  ["contacts", ({ subscription_ids }) => subscription_ids, "subscriptionTypes"],
  ["contacts", ({ custom_attributes }) => custom_attributes.Order ?? [], "customObjectInstances"],
  ["mergedContacts", ({ into }) => [into], "contacts"],
  ["contactActivities", ({ contact_id }) => [contact_id], "contacts"],
  ["contactActivities", ({ merge_source_id: id }) => [id], "mergedContacts"],
  ["notes", ({ owner_id }) => [owner_id], "contacts", "companies"],
  ["notes", ({ admin_id }) => [admin_id], "admins"],
  ["conversations", ({ contact_ids }) => contact_ids, "contacts"],
  ["conversations", ({ company_id }) => [company_id], "companies"],
  ["conversations", ({ team_assignee_id: id }) => [id], "teams"],
  ["conversations", ({ admin_assignee_id: id }) => [id], "admins"],
  ["conversations", ({ rating }) => [rating?.contact_id], "contacts"],
  ["conversations", ({ rating }) => [rating?.admin_id], "admins"],
  ["tickets", ({ contact_ids }) => contact_ids, "contacts"],
  ["tickets", ({ company_id }) => [company_id], "companies"],
  ["tickets", ({ type_id }) => [type_id], "ticketTypes"],
  ["tickets", ({ state_id, previous_state_id: id }) => [state_id, id], "ticketStates"],
  ["tickets", ({ admin_assignee_id: id }) => [id], "admins"],
  ["tickets", ({ team_assignee_id: id }) => [id], "teams"],
  ["links", ({ ends }) => ends, "tickets", "conversations"],
  ["parts", ({ author }) => (author.type === "admin" ? [author.id] : []), "admins"],
  ["parts", ({ author: { type, id } }) => (/user|lead/.test(type) ? [id] : []), "contacts"],
  ["sideConversations", ({ conversation_id: id }) => [id], "conversations"],
  ["handlingEvents", ({ conversation_id: id }) => [id], "conversations"],
  ["messageStatuses", ({ conversation_id: id }) => [id], "conversations"],
  ["calls", ({ conversation_id: id }) => [id], "conversations"],
  ["calls", ({ contact_id }) => [contact_id], "contacts"],
  ["calls", ({ admin_id }) => [admin_id], "admins"],
  ["events", ({ contact_id }) => [contact_id], "contacts"],
  ["receipts", ({ contact_id }) => [contact_id], "contacts"],
  ["articles", ({ parent_ids }) => parent_ids, "collections"],
  ["articles", ({ created_by_id: id }) => [id], "admins"],
  ["articleVersions", ({ article_id }) => [article_id], "articles"],
  ["collections", ({ parent_id }) => [parent_id], "collections"],
  ["collections", ({ help_center_id: id }) => [id], "helpCenters"],
  ["internalArticles", ({ author_id, owner_id }) => [author_id, owner_id], "admins"],
  ["internalArticles", ({ folder_id }) => [folder_id], "folders"],
  ["folders", ({ parent_folder_id: id }) => [id], "folders"],
  ["externalPages", ({ source_id }) => [source_id], "contentImportSources"],
  ["contentImportSources", ({ audience_ids }) => audience_ids, "audiences"],
  ["newsItems", ({ sender_id }) => [sender_id], "admins"],
  ["newsItems", (item) => item.newsfeed_assignments.map((a: Json) => a.newsfeed_id), "newsfeeds"],
  ["connectorRuns", ({ data_connector_id: id }) => [id], "dataConnectors"],
  ["macros", ({ visible_to_team_ids: ids }) => ids, "teams"],
  ["officeHoursExceptions", ({ office_hours_schedule_id: id }) => [id], "officeHoursSchedules"],
  ["redirects", ({ target_id }) => [target_id], "collections", "articles"],
];

/** All references to records that do not exist, as text. */
export function brokenReferences(snapshot: Snapshot): string[] {
  const all = (kind: string) => (snapshot.collections[kind] ?? []) as Json[];
  const ids = new Map<string, Set<string>>();
  const idsOf = (kind: string) => {
    const known = ids.get(kind) ?? new Set(all(kind).map(({ id }) => id as string));
    ids.set(kind, known);
    return known;
  };
  const broken: string[] = [];
  const check = (kind: string, from: string, named: readonly unknown[], targets: string[]) => {
    for (const id of named) {
      if (id === null || id === undefined) continue;
      if (targets.some((target) => idsOf(target).has(String(id)))) continue;
      broken.push(`${kind} ${from} names ${id}, which is not in ${targets.join(" or ")}`);
    }
  };
  for (const [kind, read, ...targets] of references) {
    if (all(kind).length === 0 && !rare.includes(kind)) broken.push(`There are no ${kind}`);
    for (const thing of all(kind)) check(kind, thing.id, read(thing), targets);
  }
  for (const kind of Object.keys(snapshot.collections)) {
    for (const { id, tags = [] } of all(kind)) {
      check(
        kind,
        id,
        tags.map((tag: Json) => tag.id),
        ["tags"],
      );
      check(
        kind,
        id,
        tags.map((tag: Json) => tag.admin_id),
        ["admins"],
      );
    }
  }
  for (const { id, owner_id } of all("parts")) {
    const side = /^side (\d+)$/.exec(owner_id)?.[1];
    if (side === undefined) check("parts", id, [owner_id], ["conversations", "tickets"]);
    else check("parts", id, [side], ["sideConversations"]);
  }
  return broken;
}

/** Collections that may be empty in a small workspace. */
const rare = ["links"];
