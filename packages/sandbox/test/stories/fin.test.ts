import { expect, test } from "vitest";
import { firstError, type Json, workspace } from "../support/workspace.ts";

const user = { id: "ada", name: "Ada" };
const message = { author: "user", body: "Hello" };
const input = { conversation_id: "chat", user, message };

test("a session with Fin is started, continued, and rated once", async () => {
  const { send } = await workspace("Preview");
  expect(firstError(await send("POST", "/fin/reply", input)).status).toBe(400);
  expect((await send("POST", "/fin/start", input)).body).toMatchObject({ status: "thinking" });
  expect((await send("POST", "/fin/start", input)).status).toBe(400);
  expect((await send("GET", "/contacts/find_by_external_id/ada")).body.name).toBe("Ada");
  const rate = (more: object) => send("POST", "/fin/csat", { conversation_id: "chat", ...more });
  expect((await rate({ rating: "bad" })).body.status).toBe("rated");
  expect((await rate({ rating: "good", remark: "Thanks" })).body.status).toBe("rated");
  expect((await rate({ rating: "good" })).status).toBe(200);
  const again = await rate({ rating: "bad" });
  expect([again.status, Object.keys(again.body.errors)]).toEqual([422, ["base"]]);
  const { conversations } = (await send("GET", "/conversations")).body;
  expect(conversations[0].ai_agent).toMatchObject({ rating: 4, rating_remark: "Thanks" });
});

test("what is said to Fin is in a conversation of Intercom, which can be found", async () => {
  const { send } = await workspace("Preview");
  const attachments = [
    { type: "url", url: "https://example.com/invoice.pdf" },
    { type: "file", name: "notes.txt", content_type: "text/plain", data: "SGk=" },
  ];
  await send("POST", "/fin/start", { ...input, attachments });
  await send("POST", "/fin/reply", { ...input, message: { author: "user", body: "And now?" } });
  await send("POST", "/fin/ask", { ...input, conversation_id: "question" });
  const query = { field: "ai_agent_participated", operator: "=", value: true };
  const sort = { field: "id", order: "ascending" };
  const { conversations } = (await send("POST", "/conversations/search", { query, sort })).body;
  expect(conversations).toMatchObject([{ state: "open" }, { state: "closed" }]);
  const { body } = await send("GET", `/conversations/${conversations[0].id}`);
  expect(body.source.attachments.map(({ name }: Json) => name)).toEqual([
    "invoice.pdf",
    "notes.txt",
  ]);
  expect(body.conversation_parts.conversation_parts).toMatchObject([{ body: "<p>And now?</p>" }]);
  await send("DELETE", `/conversations/${conversations[0].id}`);
  expect(firstError(await send("POST", "/fin/reply", input)).status).toBe(400);
});

test("a user is handed over to the team, in a conversation with a note", async () => {
  const { send } = await workspace("Preview");
  const context = "Asks for a refund";
  const { body } = await send("POST", "/fin/escalate", { user, context });
  expect(body).toEqual({ intercom_conversation_id: expect.any(String), status: "escalated" });
  const at = `/conversations/${body.intercom_conversation_id}`;
  const opened = (await send("GET", at)).body;
  const ada = (await send("GET", "/contacts/find_by_external_id/ada")).body;
  expect(opened).toMatchObject({
    state: "open",
    source: { body: "<p>Requesting human support</p>", author: { type: "user", id: ada.id } },
    contacts: { contacts: [{ id: ada.id, external_id: "ada" }] },
  });
  expect(opened.conversation_parts.conversation_parts).toMatchObject([
    { part_type: "note", body: "<p>Asks for a refund</p>" },
  ]);
  const own = await send("POST", "/fin/escalate", { user, message: "My bill is wrong" });
  const second = await send("GET", `/conversations/${own.body.intercom_conversation_id}`);
  expect(second.body.source.body).toBe("<p>My bill is wrong</p>");
});

test("a conversation with Fin is handed over with what was said, and stays where it is", async () => {
  const { send } = await workspace("Preview");
  await send("POST", "/fin/start", input);
  const { body } = await send("POST", "/fin/escalate", { conversation_id: "chat" });
  expect(body).toMatchObject({ conversation_id: "chat", status: "escalated" });
  const sort = { field: "id", order: "ascending" };
  const query = { field: "state", operator: "=", value: "open" };
  const { conversations } = (await send("POST", "/conversations/search", { query, sort })).body;
  const [agent, opened] = conversations;
  expect(agent.ai_agent.resolution_state).toBe("escalated");
  expect(opened.ai_agent_participated).toBe(false);
  const { conversation_parts } = (await send("GET", `/conversations/${opened.id}`)).body;
  expect(conversation_parts.conversation_parts).toMatchObject([{ body: "<p>Hello</p>" }]);
  const older = { "Intercom-Version": "2.14" };
  const seen = await send("GET", `/conversations/${agent.id}`, undefined, older);
  expect(seen.body.ai_agent.resolution_state).toBe("routed_to_team");
  const unknown = await send("POST", "/fin/escalate", { conversation_id: "404" });
  expect(firstError(unknown)).toEqual({ status: 400, code: "parameter_invalid" });
  expect(firstError(await send("POST", "/fin/escalate", {})).status).toBe(400);
});

test("Fin can do what is live, and runs it in a conversation of its own", async () => {
  const { send, sandbox } = await workspace("Preview");
  const live = sandbox.seed.procedure({ name: "Refund" });
  const draft = sandbox.seed.procedure({ state: "draft" });
  const { capabilities } = (await send("POST", "/fin/capabilities", { user })).body;
  const [refund] = capabilities;
  expect(capabilities.map(({ type }: Json) => type)).toEqual(["procedure", "reply", "ask"]);
  const run = (path: string) => send("POST", path, { conversation_id: "chat", user });
  expect((await run(refund.endpoint)).body).toMatchObject({ procedure_id: live.id });
  expect((await run(refund.endpoint)).status).toBe(400);
  for (const id of [draft.id, "404"]) {
    expect((await run(`/fin/procedures/${id}/run`)).status).toBe(400);
  }
  const crowded = { ...user, attributes: Object.fromEntries("abcdefghijk".split("").entries()) };
  expect((await send("POST", "/fin/capabilities", { user: crowded })).status).toBe(400);
});
