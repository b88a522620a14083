import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { type Operation, operationsOf, readBundle } from "./described.ts";
import { versions } from "./versions.ts";
import type { Json } from "./workspace.ts";

/** The parameters of a list, other than those of paging. */
export interface ListParameters {
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** A workspace in which every list has several pages of two, with values for path parameters. */
export interface FilledWorkspace {
  readonly sandbox: Sandbox;
  readonly names: Readonly<Record<string, string>>;
}

const begin = Date.UTC(2026, 8, 7, 9);

/** Creates at least five items for every list. */
export async function createFilledWorkspace(): Promise<FilledWorkspace> {
  let time = begin;
  const sandbox = createSandbox({
    seed: { name: "acme", contacts: 50 },
    clock: () => time,
    rateLimit: { perMinute: Number.MAX_SAFE_INTEGER },
  });
  await sandbox.ready;
  const { seed } = sandbox;
  const send = async (route: string, body?: unknown): Promise<Json> => {
    time += 1000;
    const [method = "", path = ""] = route.split(" ");
    const response = await sandbox.fetch(`https://api.intercom.io${path}`, {
      method,
      headers: { ...headersOf("Preview"), "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${route} ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  const contact = (await send("POST /contacts", { role: "user", email: "full@example.com" })).id;
  const company = (await send("POST /companies", { company_id: "full" })).id;
  const newsfeed = seed.newsfeed({ name: "Full" }).id;
  const article = (await send("POST /articles", { title: "Full", author_id: 1 })).id;
  const connector = (await send("POST /data_connectors", { name: "Full" })).id;
  const conversation = seed.conversation({ contact_ids: [contact] }).id;
  for (const n of ["1", "2", "3", "4", "5"]) {
    await send(`POST /contacts/${contact}/notes`, { body: n });
    await send(`POST /companies/${company}/notes`, { body: n });
    const own = await send("POST /companies", { company_id: `full-${n}` });
    await send(`POST /contacts/${contact}/companies`, { id: own.id });
    const lead = await send("POST /contacts", { role: "lead", email: "full@example.com" });
    await send("POST /contacts/merge", { from: lead.id, into: contact });
    await send(`POST /contacts/${(await send("POST /contacts", { role: "lead" })).id}/companies`, {
      id: company,
    });
    await send(`DELETE /contacts/${(await send("POST /contacts", { role: "lead" })).id}`);
    await send(`PUT /articles/${article}`, { title: n });
    await send("POST /help_center/help_centers/1/redirects", {
      from_url: `https://help.example.com/${n}`,
      locale: "en",
      target_type: "article",
      target_id: article,
    });
    await send(`DELETE /conversations/${seed.conversation({ contact_ids: [contact] }).id}`);
    await send("POST /news/news_items", {
      title: n,
      body: n,
      sender_id: 1,
      state: "live",
      newsfeed_assignments: [{ newsfeed_id: Number(newsfeed), published_at: begin / 1000 }],
    });
    await send("POST /data_connectors", { name: n });
    await send("POST /folders", { folder: { name: n } });
    await send("POST /audiences", { name: n });
    await send("POST /content_snippets", { title: n, body_markdown: n });
    await send("POST /internal_articles", { title: `A report ${n}`, author_id: 1, owner_id: 1 });
    await send("POST /ai/content_import_sources", {
      sync_behavior: "api",
      url: `https://${n}.example.com`,
    });
    seed.dataEvent({ contact_id: contact, name: n });
    seed.newsfeed({ name: n });
    seed.macro();
    seed.call({ phone: "+441632960123" });
    seed.sideConversation({ conversation_id: conversation, body: n });
    seed.connectorRun({ data_connector_id: connector });
    seed.messageStatus({ message_id: n, ruleset_id: "full" });
    seed.activityLog({ activity_type: "admin_login_success" });
  }
  return {
    sandbox,
    names: {
      contact_id: contact,
      company_id: company,
      newsfeed_id: newsfeed,
      article_id: article,
      data_connector_id: connector,
      conversation_id: conversation,
      help_center_id: "1",
      custom_object_type_identifier: "Order",
    },
  };
}

export function headersOf(version: string): Record<string, string> {
  return { Authorization: "Bearer secret", "Intercom-Version": version };
}

const anything = { query: { field: "created_at", operator: ">", value: 1 } };

/** The required parameters of a list. */
export function requiredParameters(
  id: string,
  { contact_id = "" }: FilledWorkspace["names"],
): ListParameters {
  const queries: Record<string, Record<string, string>> = {
    "admins.activityLogs.list": { created_at_after: "1" },
    "articles.search": { phrase: "report" },
    "dataEvents.list": { type: "user", intercom_user_id: contact_id },
    "messages.statuses.list": { ruleset_id: "full" },
  };
  const bodies: Record<string, Json> = {
    "admins.activityLogs.search": { created_at_after: 1 },
    "companies.search": anything,
    "contacts.search": anything,
    "conversations.search": anything,
    "tickets.search": anything,
  };
  return { query: queries[id] ?? {}, body: bodies[id] };
}

/** A list of one version, with its style of paging. */
export interface List {
  readonly operation: Operation;
  readonly style: string;
}

/** Every list with pages, in each version. */
export const lists: readonly List[] = versions.flatMap((version) =>
  operationsOf(version).flatMap((operation) => {
    const { [operation.path]: item } = readBundle(version).paths;
    const style = item?.[operation.method.toLowerCase()]?.["x-pagination"]?.style ?? "none";
    return style === "none" ? [] : [{ operation, style }];
  }),
);

/** Whether pages of a list can be requested by number, and where the number is. */
export function takesNumbers({ operation, style }: List): boolean {
  if (style === "body-page") return true;
  return operation.parameters.some(({ name, in: place }) => name === "page" && place === "query");
}

/** The items of a response. */
export function itemsIn({ operation }: List, body: Json): Json[] {
  return (operation.items ?? "data").split(".").reduce((at, name) => at[name], body);
}
