import { expect } from "vitest";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { checkNestingLimits } from "../support/nesting.ts";
import { isAtLeast } from "../support/versions.ts";
import { type Json, start } from "../support/workspace.ts";

const type = ({ seed }: ClaimContext, category: Json = "Customer") =>
  seed.ticketType({ category }).id;

/** A ticket of a type, with a new contact. */
async function made(space: ClaimContext, category: Json = "Customer", more: Json = {}) {
  const contact = space.seed.contact().id;
  const about = { ticket_type_id: type(space, category), contacts: [{ id: contact }] };
  const ticket = await space.request("POST /tickets", { ...about, ...more });
  return { contact, ticket, at: `/tickets/${ticket.id}` };
}

const comment = (contact: string) => ({
  ...{ message_type: "comment", type: "user", intercom_user_id: contact, body: "Hm" },
});

export const tickets: Claims = [
  claim("tickets.create", "not known yet is created", async (space) => {
    const contacts = [{ email: "new@example.com" }];
    await space.request("POST /tickets", { ticket_type_id: type(space), contacts });
    expect((await space.request("GET /contacts")).data).toMatchObject([
      { email: "new@example.com" },
    ]);
  }),
  claim("CreateTicketRequest.created_at", "now when left out", async (space) => {
    expect((await made(space)).ticket.created_at).toBe(start);
  }),
  claim(
    "CreateTicketRequest.assignment.admin_assignee_id",
    "no admin when left out",
    async (space) => {
      expect(Number((await made(space)).ticket.admin_assignee_id)).toBe(0);
    },
  ),
  claim(
    "CreateTicketRequest.assignment.team_assignee_id",
    "no team when left out",
    async (space) => {
      expect(Number((await made(space)).ticket.team_assignee_id)).toBe(0);
    },
  ),
  claim("tickets.update", "What you leave out stays", async (space) => {
    const { at } = await made(space, "Customer", { ticket_attributes: { _default_title_: "A" } });
    const after = await space.request(`PUT ${at}`, {
      ticket_attributes: { _default_description_: "B" },
    });
    expect(after.ticket_attributes).toMatchObject({
      ...{ _default_title_: "A", _default_description_: "B" },
    });
  }),
  claim("tickets.update", "Closing a ticket also ends its snooze", async (space) => {
    const { at } = await made(space);
    await space.request(`PUT ${at}`, { snoozed_until: start + 3600 });
    const closed = await space.request(`PUT ${at}`, { open: false });
    expect([closed.open, closed.snoozed_until ?? null]).toEqual([false, null]);
  }),
  claim("tickets.reply", "Contacts cannot reply to back-office tickets", async (space) => {
    const { at, contact } = await made(space, "Back-office");
    expect((await space.send(`POST ${at}/reply`, comment(contact))).status).toBe(400);
  }),
  claim("AdminReplyTicketRequest.created_at", "now when left out", async (space) => {
    const { at } = await made(space);
    const note = { message_type: "note", type: "admin", admin_id: "1", body: "Done" };
    expect((await space.request(`POST ${at}/reply`, note)).created_at).toBe(start);
  }),
  claim("AdminReplyTicketRequest.attachment_urls", "10 at most", async (space) => {
    const { at } = await made(space);
    const note = { message_type: "note", type: "admin", admin_id: "1", body: "Done" };
    const attachment_urls = Array.from({ length: 11 }, (_, i) => `https://example.com/${i}.png`);
    expect((await space.send(`POST ${at}/reply`, { ...note, attachment_urls })).status).toBe(400);
  }),
  claim("tickets.search", "a page holds 20 tickets", async (space) => {
    const about = { ticket_type_id: type(space), contacts: [{ id: space.seed.contact().id }] };
    for (let i = 0; i < 21; i++) await space.request("POST /tickets", about);
    const query = { field: "created_at", operator: ">", value: start - 1 };
    const { tickets: page } = await space.request("POST /tickets/search", { query });
    expect(page).toHaveLength(20);
  }),
  claim("tickets.search", "write `request` for customer tickets", async (space) => {
    for (const category of ["Customer", "Back-office", "Tracker"]) await made(space, category);
    for (const value of ["request", "task", "tracker"]) {
      const query = { field: "category", operator: "=", value };
      expect((await space.request("POST /tickets/search", { query })).total_count).toBe(1);
    }
  }),
  claim("conversations.convertToTicket", "cannot be made this way", async (space) => {
    const from = { type: "user", id: space.seed.contact().id };
    const { conversation_id } = await space.request("POST /conversations", { from, body: "Hello" });
    for (const category of ["Back-office", "Tracker"]) {
      const body = { ticket_type_id: type(space, category) };
      const { status } = await space.send(`POST /conversations/${conversation_id}/convert`, body);
      expect(status).toBe(400);
    }
  }),
  claim("ticketTypes.create", "Each new type starts with two attributes", async ({ request }) => {
    const made = await request("POST /ticket_types", { name: "Request", description: "" });
    const names = made.ticket_type_attributes.data.map((one: Json) => one.name);
    expect(names).toEqual(["_default_title_", "_default_description_"]);
  }),
  claim("ticketTypes.update", "What you leave out stays", async (space) => {
    const id = type(space);
    const after = await space.request(`PUT /ticket_types/${id}`, { name: "Other" });
    expect(after).toMatchObject({ name: "Other", icon: "🎟️" });
  }),
  claim("tickets.delete", "There is no way back", async (space) => {
    const { at } = await made(space);
    await space.request(`DELETE ${at}`);
    expect((await space.send(`GET ${at}`)).status).toBe(404);
  }),
  claim("tickets.changeType", "values you send win over them", async (space) => {
    const { at } = await made(space, "Customer", { ticket_attributes: { _default_title_: "A" } });
    const states = (await space.request("GET /ticket_states")).data;
    const change = { ticket_type_id: type(space), ticket_state_id: states[0].id };
    const kept = await space.request(`POST ${at}/change_type`, change);
    expect(kept.ticket_attributes._default_title_).toBe("A");
    const other = {
      ...change,
      ticket_type_id: type(space),
      ticket_attributes: { _default_title_: "B" },
    };
    expect((await space.request(`POST ${at}/change_type`, other)).ticket_attributes).toMatchObject({
      _default_title_: "B",
    });
  }),
  claim(
    "tickets.linkedConversations.link",
    "Each conversation can have one tracker",
    async (space) => {
      const from = { type: "user", id: space.seed.contact().id };
      const { conversation_id } = await space.request("POST /conversations", {
        from,
        body: "Hello",
      });
      const statuses: number[] = [];
      for (let i = 0; i < 2; i++) {
        const { at } = await made(space, "Tracker");
        const got = await space.send(`POST ${at}/linked_conversations`, { conversation_id });
        statuses.push(got.status);
      }
      expect(statuses[0]).toBe(200);
      expect(statuses[1]).toBeGreaterThanOrEqual(400);
    },
  ),
  claim("tickets.enqueue", "Answers at once with a job", async (space) => {
    const contacts = [{ id: space.seed.contact().id }];
    const job = await space.request("POST /tickets/enqueue", {
      ticket_type_id: type(space),
      contacts,
    });
    expect(job).toMatchObject({ status: "pending", resource_id: null, resource_url: null });
    space.advance(60);
    const done = await space.request(`GET /jobs/status/${job.id}`);
    expect(done).toMatchObject({ status: "success", resource_id: expect.any(String) });
  }),
  claim("tickets.search", "at most two levels deep and 15 to a group", async (space) => {
    const filter = { field: "created_at", operator: ">", value: start - 1 };
    await checkNestingLimits(space, "POST /tickets/search", filter);
  }),
  claim("Ticket.ticket_state", "only the state's category, as text", async (space) => {
    const { ticket } = await made(space);
    const isText = ["2.9", "2.10", "2.11"].includes(space.version);
    expect(ticket.ticket_state).toEqual(
      isText ? "submitted" : expect.objectContaining({ category: "submitted" }),
    );
  }),
  ...(["admin_assignee_id", "team_assignee_id"] as const).map((name) =>
    claim(`Ticket.${name}`, "0 if there is none, as text up to version 2.15", async (space) => {
      const none = isAtLeast(space.version, "2.16") ? 0 : "0";
      expect((await made(space)).ticket[name]).toBe(none);
    }),
  ),
  claim("AdminReplyTicketRequest.cross_post", "Only for notes on back-office", async (space) => {
    const from = { type: "user", id: space.seed.contact().id };
    const { conversation_id } = await space.request("POST /conversations", { from, body: "Hello" });
    const said = { type: "admin", admin_id: "1", cross_post: true };
    const bodies = async () =>
      (
        await space.request(`GET /conversations/${conversation_id}`)
      ).conversation_parts.conversation_parts.map(({ body }: Json) => body);
    for (const [category, message_type] of [
      ["Back-office", "note"],
      ["Back-office", "comment"],
      ["Tracker", "note"],
    ]) {
      const { at } = await made(space, category, { conversation_to_link_id: conversation_id });
      const body = `${category} ${message_type}`;
      await space.request(`POST ${at}/reply`, { ...said, message_type, body });
    }
    const { linked_objects } = await space.request(`GET /conversations/${conversation_id}`);
    const copied = linked_objects.total_count > 0 ? ["<p>Back-office note</p>"] : [];
    expect((await bodies()).filter(Boolean)).toEqual(copied);
  }),
  claim(
    "AdminReplyTicketRequest.attachment_files",
    "`attachment_urls` is ignored",
    async (space) => {
      const { at } = await made(space);
      const file = { content_type: "text/plain", name: "notes.txt", data: "SGk=" };
      const { attachments } = await space.request(`POST ${at}/reply`, {
        ...{ message_type: "comment", type: "admin", admin_id: "1", body: "Done" },
        attachment_files: [file],
        attachment_urls: ["https://example.com/a.png"],
      });
      expect(attachments.map(({ name }: Json) => name)).toEqual(["notes.txt"]);
    },
  ),
  claim("TicketParts.ticket_parts", "older ones cannot be had", async (space) => {
    const { ticket, at } = await made(space);
    for (let i = 0; i < 501; i++) {
      const part = { conversation_id: ticket.id, admin_id: "1", body: `No. ${i}` };
      space.seed.conversationPart({ ...part, created_at: start + i });
    }
    const { ticket_parts: shown } = (await space.request(`GET ${at}`)).ticket_parts;
    expect(shown).toHaveLength(500);
    expect(shown.at(-1).body).toBe("<p>No. 500</p>");
  }),
];
