import { expect } from "vitest";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { isAtLeast } from "../support/versions.ts";
import { type Json, start } from "../support/workspace.ts";

export const messages: Claims = [
  claim("messages.create", "No conversation exists until the contact answers", async (space) => {
    const id = space.seed.contact({ email: "ada@example.com" }).id;
    const to = { type: "user", id };
    const message = { message_type: "email", subject: "News", body: "Hello", template: "plain" };
    const body = { ...message, from: { type: "admin", id: 1 }, to };
    const sent = await space.request("POST /messages", body);
    expect(sent.conversation_id ?? null).toBeNull();
    expect((await space.request("GET /conversations")).conversations).toEqual([]);
  }),
  claim("CreateMessageRequest.subject", "required for email", async (space) => {
    const id = space.seed.contact({ email: "ada@example.com" }).id;
    const from = { type: "admin", id: 1 };
    const message = { message_type: "email", body: "Hello", template: "plain", from };
    const { status } = await space.send("POST /messages", { ...message, to: { type: "user", id } });
    expect(status).toBeGreaterThanOrEqual(400);
  }),
  claim("Message.message_type", "though it is created as `in_app`", async ({ seed, request }) => {
    const { id } = seed.contact();
    const from = { type: "admin", id: 1 };
    const message = { message_type: "in_app", body: "Hello", from, to: { type: "user", id } };
    expect((await request("POST /messages", message)).message_type).toBe("inapp");
  }),
  claim("calls.search", "more than 20, gives 400", async ({ send }) => {
    const all = (count: number) => ({
      conversation_ids: Array.from({ length: count }, (_, i) => String(i + 1)),
    });
    const statuses = [0, 20, 21].map(
      async (n) => (await send("POST /calls/search", all(n))).status,
    );
    expect(await Promise.all(statuses)).toEqual([400, 200, 400]);
  }),
  claim("calls.recording.get", "answers with a redirect", async ({ seed, send }) => {
    const call = seed.call({ conversation_id: "1", transcript: [], recorded: true } as Json);
    const { status, headers } = await send(`GET /calls/${call.id}/recording`);
    expect(status).toBe(302);
    expect(headers.get("Location")).toMatch(/^https?:/);
  }),
  claim("conversations.attributes.archive", "leaves the list", async ({ request }) => {
    const { id } = await request("POST /conversations/attributes", {
      name: "A",
      data_type: "string",
    });
    expect(await request(`DELETE /conversations/attributes/${id}`)).toMatchObject({
      archived: true,
    });
    const all = await request("GET /conversations/attributes");
    expect(all.data.map((one: Json) => one.id)).not.toContain(id);
    const archived = await request("GET /conversations/attributes?include_archived=true");
    expect(archived.data.map((one: Json) => one.id)).toContain(id);
  }),
  claim("conversations.attributes.options.archive", "Two options have to remain", async (space) => {
    const options = [{ label: "One" }, { label: "Two" }];
    const body = { name: "A", data_type: "list", options };
    const made = await space.request("POST /conversations/attributes", body);
    const at = `/conversations/attributes/${made.id}/options/${made.options[0].id}`;
    expect((await space.send(`DELETE ${at}`)).status).toBe(422);
  }),
  claim("CreateMessageRequest.created_at", "now if left out", async ({ seed, request }) => {
    const to = { type: "user", id: seed.contact().id };
    const body = { message_type: "in_app", body: "Hello", from: { type: "admin", id: 1 }, to };
    expect((await request("POST /messages", body)).created_at).toBe(start);
  }),
  claim("CreateMessageRequest.to", "from version 2.14 on, an array of them", async (space) => {
    const to = [1, 2].map(() => ({ type: "user", id: space.seed.contact().id }));
    const body = { message_type: "in_app", body: "Hello", from: { type: "admin", id: 1 } };
    await space.request("POST /messages", { ...body, to: to[0] });
    const { status } = await space.send("POST /messages", { ...body, to });
    expect(status < 400).toBe(isAtLeast(space.version, "2.14"));
  }),
  claim("conversations.attributes.archive", "only gets `archived:", async ({ request }) => {
    const { id } = await request("POST /conversations/attributes", {
      name: "A",
      data_type: "string",
    });
    await request(`DELETE /conversations/attributes/${id}`);
    const read = await request(`GET /conversations/attributes/${id}`);
    expect(read).toMatchObject({ name: "A", data_type: "string", archived: true });
  }),
  claim("UpdateConversationAttributeRequest", "what is left out stays", async ({ request }) => {
    const made = { name: "A", description: "Why", data_type: "string" };
    const { id } = await request("POST /conversations/attributes", made);
    const after = await request(`PUT /conversations/attributes/${id}`, { name: "B" });
    expect(after).toMatchObject({ ...made, name: "B" });
  }),
  claim("fin.submitCsat", "Sending the same rating twice", async (space) => {
    const rate = await startFin(space);
    for (const rating of ["bad", "bad", "good"]) expect((await rate(rating)).status).toBe(200);
    const { conversations } = await space.request("GET /conversations");
    expect(conversations[0].ai_agent.rating).toBe(4);
    space.advance(8 * 86_400);
    expect((await rate("bad")).status).toBe(422);
  }),
  claim(
    "finVoice.findByPhoneNumber",
    "newest matched Fin Voice call",
    async ({ request, seed, advance }) => {
      const phone_number = "+441632960123";
      for (const call_id of ["a", "b"]) {
        await request("POST /fin_voice/register", { phone_number, call_id });
        advance(60);
        seed.call({ phone: phone_number, conversation_id: call_id } as Json);
      }
      const found = await request(`GET /fin_voice/phone_number/${phone_number}`);
      expect(found.external_call_id).toBe("b");
    },
  ),
  claim("contacts.banners.dismiss", "A second request has no effect", async ({ seed, request }) => {
    const { id } = seed.contact();
    seed.banner();
    const [{ view_id }] = (await request(`GET /contacts/${id}/banners`)).data;
    for (const _ of [1, 2]) await request(`POST /contacts/${id}/banners/${view_id}/dismiss`);
    expect((await request(`GET /contacts/${id}/banners`)).data).toEqual([]);
  }),
];

/** A conversation with Fin, and a function that rates it. */
async function startFin({ request, send }: ClaimContext) {
  const user = { id: "ada", name: "Ada" };
  const message = { author: "user", body: "Hello", timestamp: "2026-01-21T09:30:00Z" };
  await request("POST /fin/start", { conversation_id: "chat", user, message });
  return (rating: string) => send("POST /fin/csat", { conversation_id: "chat", rating });
}
