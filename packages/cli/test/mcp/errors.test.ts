import { EventEmitter, once } from "node:events";
import type { RequestListener } from "node:http";
import { createIntercom } from "@interkit/client/2.16";
import { expect, test } from "vitest";
import { serve } from "../support/http.ts";
import { callTool, connectClient, connectSandbox } from "../support/mcp.ts";

const token = "dG9rOnNlY3JldC1vZi10aGUtd29ya3NwYWNl";

/** Connects with a server that answers each request in this way. */
async function connectServer(listener: RequestListener) {
  const baseUrl = await serve(listener);
  const intercom = createIntercom({ token, baseUrl, retry: false });
  return connectClient(intercom, { write: true });
}

function answer(status: number, body: object, headers: Record<string, string> = {}) {
  const listener: RequestListener = (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
  return listener;
}

const errorList = (code: string, message: string, field?: string) => ({
  type: "error.list",
  request_id: "r1",
  errors: [{ code, message, ...(field === undefined ? {} : { field }) }],
});

test("an error of Intercom has its route, status, code and reason, and what to do next", async () => {
  const { client } = await connectSandbox();
  const { isError, text } = await callTool(client, "contacts_get", { contact_id: "nope" });
  expect(isError).toBe(true);
  expect(text).toMatch(
    /^GET \/contacts\/\{contact_id\} answered 404 not_found: User Not Found\nNext: check the id/,
  );
});

test.each([
  [400, "parameter_invalid", /Fields: email\nNext: change the arguments/],
  [401, "unauthorized", /Next: the operator has to set a valid token/],
  [403, "api_plan_restricted", /Next: the token has no permission/],
  [409, "conflict", /Next: the object exists already/],
  [422, "unprocessable_entity", /Next: change the arguments/],
  [500, "server_error", /Next: Intercom has a failure of its own/],
])("the next step of %i fits", async (status, code, next) => {
  const client = await connectServer(answer(status, errorList(code, "No.", "email")));
  const given = { contact_id: "1", name: "Ada" };
  const { isError, text } = await callTool(client, "contacts_update", given);
  expect(isError).toBe(true);
  expect(text).toContain(`PUT /contacts/{contact_id} answered ${status} ${code}: No.`);
  expect(text).toMatch(next);
});

test("410 names the contact that another one was merged into", async () => {
  const link = '<https://api.intercom.io/contacts/42>; rel="canonical"';
  const client = await connectServer(answer(410, errorList("contact_merged", "Merged."), { link }));
  const { text } = await callTool(client, "contacts_get", { contact_id: "1" });
  expect(text).toMatch(
    /410 contact_merged.*\nNext: the contact was merged into 42; use that id\.$/,
  );
});

test("429 states how long to wait", async () => {
  const body = errorList("rate_limit_exceeded", "Exceeded rate limit");
  const client = await connectServer(answer(429, body, { "retry-after": "7" }));
  const { isError, text } = await callTool(client, "contacts_get", { contact_id: "1" });
  expect(isError).toBe(true);
  expect(text).toMatch(/429 rate_limit_exceeded.*\nNext: wait \d+ s/);
});

test("a failed write without an answer may have been made", async () => {
  const client = await connectServer((request) => request.socket.destroy());
  const read = await callTool(client, "contacts_get", { contact_id: "1" });
  expect(read.text).toMatch(/Next: send the same call again later/);
  const write = await callTool(client, "contacts_create", { email: "ada@example.com" });
  expect(write.isError).toBe(true);
  expect(write.text).toMatch(/Next: it is unknown whether Intercom made the change/);
});

test("the token is in no result, even if a server returns it", async () => {
  const client = await connectServer((request, response) => {
    const { authorization = "" } = request.headers;
    const headers = { "x-request-id": authorization.replace("Bearer ", "") };
    const body = { ...errorList("bad_request", `Bad header: ${authorization}`), request_id: null };
    answer(400, body, headers)(request, response);
  });
  const { text } = await callTool(client, "contacts_get", { contact_id: "1" });
  expect(text).toContain("400 bad_request");
  expect(text).not.toContain(token);
});

/** The milliseconds in which a cancelled request has to end: without the signal, it ends after 30 seconds. */
const shorterThanItsTimeout = 20_000;

test.each([
  ["contacts_get", { contact_id: "1" }],
  ["contacts_list", {}],
])(
  "a cancelled call of %s aborts its request",
  async (name, given) => {
    const events = new EventEmitter();
    const started = once(events, "request");
    const closed = once(events, "close");
    const client = await connectServer((request) => {
      events.emit("request");
      request.socket.once("close", () => events.emit("close"));
    });
    const controller = new AbortController();
    const params = { name, arguments: given };
    const call = client.callTool(params, { signal: controller.signal });
    const refused = expect(call).rejects.toThrow();
    await started;
    controller.abort();
    await refused;
    await closed;
  },
  shorterThanItsTimeout,
);
