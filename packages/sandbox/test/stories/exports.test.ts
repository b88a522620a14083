import { expect, test } from "vitest";
import { download, readCsv, untar } from "../support/files.ts";
import { firstError, type Json, start, type Workspace, workspace } from "../support/workspace.ts";

const period = { created_at_after: start - 60, created_at_before: start + 60 };
const report = { start_time: start - 3600, end_time: start + 3600 };
const limited = { status: 429, code: "rate_limit_exceeded" };

/** Polls an export until it is done, and reads its lines. */
async function exported(space: Workspace): Promise<Json[]> {
  const { body } = await space.send("POST", "/export/content/data", period);
  space.advance(60);
  const done = await space.send("GET", `/export/content/data/${body.job_identifier}`);
  if (done.body.status === "no_data") return [];
  return readCsv((await download(space, new URL(done.body.download_url).pathname)).toString());
}

/** All columns of a dataset, exported. */
async function reported(space: Workspace, dataset: string): Promise<Json[]> {
  const { data } = (await space.send("GET", "/export/reporting_data/get_datasets")).body;
  const { attributes } = data.find(({ id }: Json) => id === dataset);
  const attribute_ids = attributes.map(({ id, qualified_id = id }: Json) => qualified_id);
  const input = { ...report, dataset_id: dataset, attribute_ids };
  const { body } = await space.send("POST", "/export/reporting_data/enqueue", input);
  space.advance(60);
  const { name, content } = untar(
    await download(space, `/download/reporting_data/${body.job_identifier}?app_id=a`),
  );
  expect(name).toBe(`${dataset}.csv`);
  return readCsv(content);
}

test("an export runs through its states to a file that is there for two days", async () => {
  const space = await workspace();
  const { send, sandbox, advance } = space;
  const contact = sandbox.seed.contact({ email: "ada@example.com", name: "Ada, Countess" });
  sandbox.seed.receipt({ contact_id: contact.id, first_open_at: start + 9, first_click_at: 1 });
  sandbox.seed.receipt({ contact_id: contact.id, received_at: start + 61 });
  const job = (await send("POST", "/export/content/data", period)).body;
  expect(job).toMatchObject({ status: "pending", download_url: "" });
  expect(firstError(await send("POST", "/export/content/data", period))).toEqual(limited);
  const path = `/export/content/data/${job.job_identifier}`;
  expect((await send("GET", path)).body.status).toBe("in_progress");
  const done = (await send("GET", path)).body;
  expect(done.status).toBe("completed");
  expect(Number(done.download_expires_at)).toBe(start + 2 * 86_400);
  const file = new URL(done.download_url).pathname;
  // Opens and clicks outside of the exported time are left out.
  expect(readCsv((await download(space, file)).toString())).toEqual([
    expect.objectContaining({
      user_id: contact.id,
      user_external_id: "",
      company_id: "-1",
      name: "Ada, Countess",
      content_type: "email",
      first_open: String(start + 9),
      first_click: "",
    }),
  ]);
  advance(2 * 86_400 + 1);
  expect((await send("GET", file)).status).toBe(404);
});

test("what is sent by the API is found in the export, word for word", async () => {
  const space = await workspace("Preview");
  const { send, sandbox } = space;
  const name = 'Ada "Æ", 詩\nLovelace';
  const ada = sandbox.seed.contact({ email: "ada@example.com", external_id: "1", name });
  const grace = sandbox.seed.contact({ email: "grace@example.com" });
  const from = { type: "admin", id: 1 };
  const to = [
    { type: "user", id: ada.id },
    { type: "user", id: grace.id },
  ];
  const subject = 'Say "hi", or\r\nnot 🎉';
  const email = { message_type: "email", subject, body: "Hi", template: "plain", from, to };
  const { body: sent } = await send("POST", "/messages", email);
  const own = { from: { type: "user", id: ada.id }, body: "A question" };
  await send("POST", "/messages", own);
  const text = { message_type: "sms", body: "Short\nnews", from, to: to[0] };
  expect((await send("POST", "/messages", text)).status).toBe(200);
  const inApp = { message_type: "in_app", body: "<p>Look</p>", from, to: to[1] };
  expect((await send("POST", "/messages", inApp)).status).toBe(200);
  const lines = await exported(space);
  expect(lines.map((one) => [one.user_id, one.content_type, one.content_title])).toEqual([
    [ada.id, "email", subject],
    [grace.id, "email", subject],
    [ada.id, "sms", "Short\nnews"],
    [grace.id, "inapp", "Look"],
  ]);
  expect(lines[0]).toMatchObject({ content_id: sent.id, user_external_id: "1", name });
  expect(lines[0].received_at).toBe(String(start));
});

test("an export goes on with the clock, can be cancelled, and may have no data", async () => {
  const space = await workspace();
  const { send } = space;
  const first = (await send("POST", "/export/content/data", period)).body;
  const canceled = await send("POST", `/export/cancel/${first.job_identifier}`);
  expect(canceled.body.status).toBe("canceled");
  expect(await exported(space)).toEqual([]);
});

test("a report of calls becomes an archive; five may wait", async () => {
  const space = await workspace();
  const { send, sandbox, advance } = space;
  sandbox.seed.call({ conversation_id: "900" });
  const calls = await reported(space, "call");
  expect(calls).toMatchObject([{ "Call ID": "1", "Conversation ID": "900" }]);
  const input = { ...report, dataset_id: "call", attribute_ids: ["call.call_id"] };
  const enqueue = (more = {}) =>
    send("POST", "/export/reporting_data/enqueue", { ...input, ...more });
  const wrong = await enqueue({ attribute_ids: ["nothing"] });
  expect(firstError(wrong)).toEqual({ status: 400, code: "bad_request" });
  const job = (await enqueue()).body;
  for (let i = 0; i < 4; i++) await enqueue();
  expect(firstError(await enqueue())).toEqual(limited);
  const path = `/export/reporting_data/${job.job_identifier}?app_id=a&client_id=b`;
  expect((await send("GET", path)).body.status).toBe("in_progress");
  expect((await send("GET", path)).body.status).toBe("complete");
  expect((await enqueue()).status).toBe(200);
  expect((await enqueue()).status).toBe(429);
  advance(60);
  expect((await enqueue()).status).toBe(200);
});

test("reports of conversations and tickets have what happened in them", async () => {
  const space = await workspace("Preview");
  const { send, sandbox, advance } = space;
  const { id } = sandbox.seed.contact({ email: "ada@example.com" });
  const begun = { from: { type: "user", id }, body: "Help" };
  const { conversation_id } = (await send("POST", "/conversations", begun)).body;
  await send("PUT", `/conversations/${conversation_id}`, { title: 'A "title", in two\nlines' });
  const admin = { type: "admin", admin_id: "1", body: "Yes" };
  advance(30);
  await send("POST", `/conversations/${conversation_id}/reply`, {
    ...admin,
    message_type: "comment",
  });
  await send("POST", `/conversations/${conversation_id}/parts`, {
    ...admin,
    message_type: "close",
  });
  const message = { type: "user", id };
  const opened = await send("POST", "/messages", {
    ...{ message_type: "in_app", body: "Hi", from: { type: "admin", id: 1 }, to: message },
    create_conversation_without_contact_reply: true,
  });
  expect(opened.body).toMatchObject({ conversation_id: "2" });
  const type = { name: "Request", description: "", category: "Customer" };
  const { body: made } = await send("POST", "/ticket_types", type);
  const ticket_attributes = { _default_title_: "Rückgabe; 退货" };
  const ticket = { ticket_type_id: made.id, contacts: [{ id }], ticket_attributes };
  const { body: created } = await send("POST", "/tickets", ticket);

  const conversations = await reported(space, "conversation");
  expect(conversations).toHaveLength(2);
  expect(conversations[0]).toMatchObject({
    "Conversation ID": conversation_id,
    "Conversation state": "closed",
    "Conversation title": 'A "title", in two\nlines',
    "User ID": id,
    "First teammate reply at": String(start + 30),
    "Last closed at": String(start + 30),
  });
  expect(await reported(space, "ticket")).toMatchObject([
    {
      "Ticket ID": created.ticket_id,
      "Ticket type": "Request",
      "Ticket state": "Submitted",
      "Ticket title": "Rückgabe; 退货",
    },
  ]);
});

test("before Preview, a report leaves out conversations without a word from a contact", async () => {
  const space = await workspace("2.15");
  const { send, sandbox } = space;
  const { id } = sandbox.seed.contact({ email: "ada@example.com" });
  const from = { type: "admin", id: 1 };
  const sent = { message_type: "in_app", body: "Hi", from, to: { type: "user", id } };
  const opening = { ...sent, create_conversation_without_contact_reply: true };
  const { conversation_id } = (await send("POST", "/messages", opening)).body;
  expect(await reported(space, "conversation")).toEqual([]);
  const answer = { message_type: "comment", type: "user", intercom_user_id: id, body: "Oh" };
  await send("POST", `/conversations/${conversation_id}/reply`, answer);
  // A download in a newer version still has the columns of the version that created it.
  const lines = await reported(space, "conversation");
  expect(lines).toMatchObject([{ "Conversation ID": conversation_id }]);
});
