import type { Sandbox } from "@interkit/sandbox";
import { previewSender } from "./preview-sender.ts";
import type { Json } from "./workspace.ts";

type Send = (request: string, body?: object) => Promise<Json>;

function sender(sandbox: Sandbox): Send {
  const send = previewSender(sandbox);
  return (request, body) => {
    const [method = "", path = ""] = request.split(" ");
    return send(method, path, body);
  };
}

/** Does everything in a sandbox that targets are notified of. */
export async function doEverything(sandbox: Sandbox): Promise<void> {
  const send = sender(sandbox);
  await changeContacts(sandbox, send);
  await changeCompanies(sandbox, send);
  await changeConversations(sandbox, send);
  await changeTickets(sandbox, send);
  await changeContent(sandbox, send);
  await changeTheRest(sandbox, send);
}

async function changeContacts({ seed }: Sandbox, send: Send): Promise<void> {
  const tag = seed.tag({ name: "VIP" }).id;
  const people = [];
  for (const role of ["user", "lead"]) {
    const { id } = await send("POST /contacts", { role, external_id: `${role}-1` });
    await send(`PUT /contacts/${id}`, { email: `${role}@example.com`, name: "Ada" });
    await send(`POST /contacts/${id}/tags`, { id: tag });
    await send(`DELETE /contacts/${id}/tags/${tag}`);
    people.push(id);
  }
  const [user, lead] = people;
  for (const off of [true, false]) {
    await send(`PUT /contacts/${user}`, { unsubscribed_from_emails: off });
  }
  for (const type of ["1", "2"]) {
    await send(`POST /contacts/${user}/subscriptions`, { id: type, consent_type: "opt_in" });
    await send(`DELETE /contacts/${user}/subscriptions/${type}`);
  }
  await send(`POST /contacts/${user}/archive`);
  await send(`POST /contacts/${user}/unarchive`);
  await send("POST /contacts/merge", { from: lead, into: user, skip_duplicate_validation: true });
  const second = await send("POST /contacts", { role: "lead", external_id: "lead-2" });
  await send(`PUT /contacts/${second.id}`, { role: "user" });
  await send(`DELETE /contacts/${second.id}`);
  const visitor = seed.visitor({ user_id: "visitor-1" });
  await send("POST /visitors/convert", {
    type: "user",
    user: { user_id: "signed-up" },
    visitor: { id: visitor.id },
  });
}

async function changeCompanies({ seed }: Sandbox, send: Send): Promise<void> {
  const { id } = seed.contact({ email: "company@example.com" });
  const company = await send("POST /companies", { company_id: "engines", plan: "Pro" });
  await send("POST /companies", { company_id: "engines", name: "Engines", website: "example.com" });
  await send("POST /tags", { name: "Big", companies: [{ id: company.id }] });
  await send(`POST /contacts/${id}/companies`, { id: company.id });
  await send(`DELETE /contacts/${id}/companies/${company.id}`);
  await send(`DELETE /companies/${company.id}`);
}

const admin = { type: "admin", admin_id: "1" };

async function changeConversations({ seed, clock }: Sandbox, send: Send): Promise<void> {
  const contact = seed.contact({ email: "talks@example.com" }).id;
  const other = seed.contact({ email: "listens@example.com" }).id;
  const team = seed.team({ name: "Support" }).id;
  const started = await send("POST /conversations", {
    from: { type: "user", id: contact },
    body: "Hello",
  });
  const id = started.conversation_id;
  const at = `/conversations/${id}`;
  const manage = (message_type: string, more: object = {}) =>
    send(`POST ${at}/parts`, { ...admin, message_type, ...more });
  const reply = (by: object, more: object = {}) =>
    send(`POST ${at}/reply`, { ...by, message_type: "comment", body: "Hi", ...more });
  await reply(admin);
  await reply({ type: "user", intercom_user_id: contact });
  await reply(admin, { message_type: "note" });
  seed.conversationPart({ conversation_id: id, body: "I am a bot" });
  await manage("assignment", { assignee_id: "1" });
  await manage("assignment", { type: "team", assignee_id: team });
  await manage("close");
  await manage("open");
  await manage("close");
  await manage("assignment", { assignee_id: "1" });
  await manage("snoozed", { snoozed_until: Math.floor(clock.now / 1000) + 60 });
  clock.advance(61_000);
  const company = seed.company({ company_id: "talkers" }).id;
  await send(`PUT ${at}`, { read: true, priority: "high", title: "Words", company_id: company });
  await send(`POST ${at}/tags`, { id: seed.tag({ name: "Loud" }).id, admin_id: "1" });
  await send(`POST ${at}/customers`, { admin_id: "1", customer: { intercom_user_id: other } });
  await send(`DELETE ${at}/customers/${other}`, { admin_id: "1" });
  const { conversation_parts: parts } = await send(`GET ${at}`);
  await send("POST /conversations/redact", {
    type: "conversation_part",
    conversation_id: id,
    conversation_part_id: parts.conversation_parts[0].id,
  });
  await send("POST /messages", {
    message_type: "in_app",
    body: "Welcome",
    from: { type: "admin", id: "1" },
    to: { type: "user", id: contact },
    create_conversation_without_contact_reply: true,
  });
  const rated = { rating: 5, remark: "Good", contact_id: contact, admin_id: "1" };
  const times = { created_at: 1_717_401_600, updated_at: 1_717_401_600 };
  seed.conversation({ contact_ids: [contact], rating: { ...rated, ...times } });
  await send(`DELETE ${at}`);
}

async function changeTickets({ seed }: Sandbox, send: Send): Promise<void> {
  const type = seed.ticketType({ name: "Refund" }).id;
  const contact = seed.contact({ email: "ticket@example.com" }).id;
  const team = seed.team({ name: "Refunds" }).id;
  const ticket = await send("POST /tickets", {
    ticket_type_id: type,
    contacts: [{ id: contact }],
    ticket_attributes: { _default_title_: "A refund" },
  });
  const at = `/tickets/${ticket.id}`;
  const reply = (by: object, message_type = "comment") =>
    send(`POST ${at}/reply`, { ...by, message_type, body: "Hi" });
  await reply(admin);
  await reply(admin, "note");
  await reply({ type: "user", intercom_user_id: contact });
  await send(`PUT ${at}`, { assignee_id: "1", admin_id: 1 });
  await send(`PUT ${at}`, { assignee_id: team, admin_id: 1 });
  await send(`PUT ${at}`, { ticket_attributes: { _default_title_: "No refund" } });
  const { data: states } = await send("GET /ticket_states");
  const resolved = states.find(({ category }: Json) => category === "resolved");
  await send(`PUT ${at}`, { ticket_state_id: resolved.id });
  await send(`PUT ${at}`, { open: false });
  await convert(contact, type, send);
}

/** A conversation becomes a ticket, which has its contacts. */
async function convert(contact: string, type: string, send: Send): Promise<void> {
  const from = { type: "user", id: contact };
  const { conversation_id: id } = await send("POST /conversations", { from, body: "Refund?" });
  await send(`POST /conversations/${id}/convert`, { ticket_type_id: type });
  const other = await send("POST /contacts", { email: "joins@example.com" });
  const customer = { intercom_user_id: other.id };
  await send(`POST /conversations/${id}/customers`, { admin_id: "1", customer });
  await send(`DELETE /conversations/${id}/customers/${other.id}`, { admin_id: "1" });
}

async function changeContent({ seed }: Sandbox, send: Send): Promise<void> {
  const audience = await send("POST /audiences", { name: "Everyone" });
  await send(`PUT /audiences/${audience.id}`, { name: "All" });
  const article = await send("POST /articles", { title: "First steps", author_id: 1 });
  const write = (body: object) => send(`PUT /articles/${article.id}`, body);
  await write({ title: "Second steps", audience_ids: [Number(audience.id)] });
  await write({ state: "published" });
  await write({ state: "draft", audience_ids: [] });
  await send(`DELETE /articles/${article.id}`);
  await send(`DELETE /audiences/${audience.id}`);
  const snippet = await send("POST /content_snippets", { title: "Fact", body_markdown: "True." });
  await send(`PUT /content_snippets/${snippet.id}`, { title: "Facts" });
  await send(`DELETE /content_snippets/${snippet.id}`);
  const source = await send("POST /ai/content_import_sources", {
    sync_behavior: "api",
    url: "https://example.com",
  });
  await send(`PUT /ai/content_import_sources/${source.id}`, {
    sync_behavior: "api",
    url: "https://example.com/docs",
  });
  await send(`DELETE /ai/content_import_sources/${source.id}`);
  seed.article({ title: "Seeded", body: "<p>Begin.</p>" });
}

const contentTypes = [
  "banner",
  "carousel",
  "checklist",
  "custom_bot",
  "email",
  "news_item",
  "post",
  "push",
  "series",
  "series.webhook",
  "sms",
  "survey",
  "tooltip_group",
  "tour",
];

async function changeTheRest({ seed, clock }: Sandbox, send: Send): Promise<void> {
  seed.admin({ name: "Alan Turing" });
  await send("PUT /admins/1/away", { away_mode_enabled: true, away_mode_reassign: false });
  const contact = seed.contact({ external_id: "buyer", email: "buys@example.com" }).id;
  const created_at = Math.floor(clock.now / 1000);
  await send("POST /events", { event_name: "bought", user_id: "buyer", created_at });
  seed.call({ contact_id: contact, transcript: [{ at: 3, speaker: "User", text: "Hi" }] });
  seed.connectorRun({ data_connector_id: "1" });
  seed.procedureStep({ conversation_id: "1" });
  for (const content_type of contentTypes) {
    seed.receipt({ contact_id: contact, content_type, first_open_at: created_at });
  }
  const type = seed.ticketType().id;
  await send("POST /tickets/enqueue", {
    ticket_type_id: type,
    contacts: [{ id: contact }],
    ticket_attributes: { _default_title_: "Queued" },
  });
  clock.advance(61_000);
}
