import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { operationsOf } from "../support/described.ts";
import { type Instance, instancesOf } from "../support/instances.ts";
import { type OperationResponse, sendRequest } from "../support/requests/send-request.ts";
import type { Json } from "../support/workspace.ts";

type Send = (
  id: string,
  path?: Record<string, string>,
  body?: unknown,
  query?: Record<string, string>,
) => Promise<Json>;

/** The time of all requests. */
const now = 1_769_000_000;

/**
 * The responses of the sandbox to the recorded requests, in one version. Only the required properties
 * and those of the recordings are set.
 */
export async function minimalResponses(version: string): Promise<Instance[]> {
  const sandbox = createSandbox({ clock: () => now * 1000 });
  sandbox.seed.conversationAttribute({ name: "Plan" });
  const all: Instance[] = [];
  const operations = operationsOf(version);
  const send: Send = async (id, path = {}, body, query = {}) => {
    const operation = operations.find((one) => one.id === id);
    if (!operation) return undefined;
    const { status, body: answer }: OperationResponse = await sendRequest(sandbox, {
      operation,
      path,
      query,
      body,
    });
    if (status >= 400) throw new Error(`${version} ${id} ${status}: ${JSON.stringify(answer)}`);
    const schema = operation.answers.get(status)?.schema;
    if (schema && answer !== undefined) all.push(...instancesOf(version, schema, answer));
    return answer;
  };
  const { id } = await people(send);
  await talk(send, id);
  await tickets(send, id);
  await workspaceOf(send, sandbox);
  return all;
}

async function people(send: Send): Promise<Json> {
  const contact = await send("contacts.create", {}, { role: "user", email: "ada@example.com" });
  const contact_id = contact.id;
  await send("contacts.get", { contact_id });
  await send("contacts.list");
  await send("contacts.search", {}, { query: { field: "role", operator: "=", value: "user" } });
  const company = await send("companies.createOrUpdate", {}, { company_id: "1", name: "Engines" });
  await send("companies.get", { company_id: company.id });
  await send("contacts.companies.attach", { contact_id }, { id: company.id });
  await send("companies.list");
  await send("companies.listAll");
  await send("companies.scroll");
  await send("companies.contacts.list", { company_id: company.id });
  await send("companies.segments.list", { company_id: company.id });
  const tag = await send("tags.create", {}, { name: "VIP" });
  await send("tags.list");
  await send("contacts.tags.attach", { contact_id }, { id: tag.id });
  await send("contacts.get", { contact_id });
  await send("contacts.tags.detach", { contact_id, tag_id: tag.id });
  await send("tags.create", {}, { name: "VIP", companies: [{ id: company.id }] });
  await send("companies.get", { company_id: company.id });
  await send("contacts.notes.create", { contact_id }, { body: "Hello", admin_id: "1" });
  await send("contacts.notes.list", { contact_id });
  const lead = await send("contacts.create", {}, { role: "lead" });
  const merge = { from: lead.id, into: contact_id, skip_duplicate_validation: true };
  await send("contacts.merge", {}, merge);
  const gone = await send("contacts.create", {}, { role: "user", external_id: "9" });
  await send("contacts.delete", { contact_id: gone.id });
  return contact;
}

async function talk(send: Send, contact_id: string): Promise<void> {
  const from = { type: "user", id: contact_id };
  const message = await send("conversations.create", {}, { from, body: "Hello" });
  const { conversation_id } = message;
  const at = { conversation_id };
  const by = { type: "admin", admin_id: "1" };
  await send("conversations.get", at);
  await send("conversations.list");
  const query = { field: "created_at", operator: ">", value: 0 };
  await send("conversations.search", {}, { query });
  await send("conversations.update", at, { custom_attributes: { Plan: "Pro" } });
  await send("conversations.reply", at, { ...by, message_type: "comment", body: "Hi" });
  const actions = [
    { message_type: "snoozed", snoozed_until: now + 3600 },
    { message_type: "open" },
    { message_type: "assignment", assignee_id: "1" },
    { message_type: "assignment", assignee_id: "0" },
    { message_type: "close" },
  ];
  for (const action of actions) await send("conversations.manage", at, { ...by, ...action });
  const tag = await send("tags.create", {}, { name: "Urgent" });
  await send("conversations.tags.attach", at, { id: tag.id, admin_id: "1" });
  await send("conversations.get", at);
  await send("conversations.tags.detach", { ...at, tag_id: tag.id }, { admin_id: "1" });
  const sender = { type: "admin", id: "1" };
  const outbound = { message_type: "inapp", body: "Hi", from: sender, to: from };
  await send("messages.create", {}, outbound);
}

async function tickets(send: Send, contact_id: string): Promise<void> {
  const type = await send("ticketTypes.create", {}, { name: "Outage", description: "It is down" });
  if (!type) return;
  const attribute = { name: "Files", description: "", data_type: "files" };
  await send("ticketTypes.attributes.create", { ticket_type_id: type.id }, attribute);
  const input = { ticket_type_id: type.id, contacts: [{ id: contact_id }] };
  const { id: ticket_id } = await send("tickets.create", {}, input);
  const assignment = { admin_id: "1", assignee_id: "1" };
  const given = { admin_id: 1, assignee_id: "1", assignment };
  await send("tickets.update", { ticket_id }, given);
  await send("tickets.get", { ticket_id });
  const query = { field: "created_at", operator: ">", value: 0 };
  await send("tickets.search", {}, { query });
}

async function workspaceOf(send: Send, sandbox: Sandbox): Promise<void> {
  await send("admins.list");
  await send("admins.identify");
  sandbox.seed.team({ distribution_method: "round_robin" });
  await send("teams.list");
  await send("segments.list");
  sandbox.seed.activityLog();
  await send("admins.activityLogs.list", {}, undefined, { created_at_after: "1" });
  await send("dataAttributes.list", {}, undefined, { model: "contact" });
  await send("dataAttributes.list", {}, undefined, { model: "company" });
  await send("conversations.attributes.create", {}, { name: "Mood", data_type: "string" });
  await send("conversations.attributes.list");
  const words = { title: "First steps", author_id: 1, body: "<p>Begin.</p>", state: "draft" };
  const article = await send("articles.create", {}, words);
  await send("articles.get", { article_id: String(article.id) });
  await send("articles.list");
  await send("articles.delete", { article_id: String(article.id) });
  await send("helpCenters.collections.list");
}
