import { ConnectionError, type FetchLike, InterkitError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "./support/virtual-time.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

/** The fate of an attempt: whether the server processes it, and its response. */
const fates = [
  { works: true, response: "answer" },
  { works: true, response: "reset" },
  { works: true, response: "cut-off" },
  { works: true, response: "silence" },
  { works: true, response: "503" },
  { works: true, response: "nothing" },
  { works: false, response: "reset" },
  { works: false, response: "503" },
  { works: false, response: "429" },
  { works: false, response: "refused" },
] as const;
type Fate = (typeof fates)[number];

const person = { path: { contact_id: "1" } };
/** One operation of each effect. */
const operations = {
  "GET /contacts/{contact_id}": { effect: "read", init: { params: person } },
  "POST /contacts/search": { effect: "read", init: { body: {} } },
  "GET /companies/scroll": { effect: "advancing-read", init: {} },
  "PUT /contacts/{contact_id}": { effect: "idempotent-write", init: { params: person, body: {} } },
  "DELETE /contacts/{contact_id}": { effect: "idempotent-write", init: { params: person } },
  "POST /contacts": { effect: "write", init: { body: { email: "ada@example.com" } } },
} as const;
type Route = keyof typeof operations;

const failed = (cause: object) => Object.assign(new TypeError("fetch failed"), { cause });

/** A server with one contact and a scroll, which records the effects of a call. */
function server(plan: readonly Fate[]) {
  const state = { created: 0, page: 0, isDeleted: false, sent: 0 };
  const work = (method: string, path: string): Response => {
    if (path === "/companies/scroll") {
      state.page += 1;
      return Response.json({ type: "list", data: [{ id: `page-${state.page}` }] });
    }
    if (method === "POST" && path === "/contacts") state.created += 1;
    if (path === "/contacts/1" && state.isDeleted) {
      const errors = [{ code: "not_found" }];
      return Response.json({ type: "error.list", errors }, { status: 404 });
    }
    if (method === "DELETE") state.isDeleted = true;
    return Response.json({ type: "contact", id: "1", page: state.page });
  };
  const fetch: FetchLike = async (url, { method, signal }): Promise<Response> => {
    const { works, response } = plan[state.sent] ?? { works: true, response: "answer" };
    state.sent += 1;
    if (response === "refused") throw failed({ code: "ECONNREFUSED", syscall: "connect" });
    const answer = works ? work(method, new URL(url).pathname) : undefined;
    if (response === "answer" && answer) return answer;
    if (response === "503" || response === "429")
      return new Response("{}", { status: Number(response) });
    if (response === "nothing") return new Response("");
    if (response === "reset") throw failed({ code: "EHOSTUNREACH", syscall: "read" });
    if (response === "silence") {
      return new Promise((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    }
    const cut = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('{"type":'));
        controller.error(failed({ code: "UND_ERR_SOCKET" }));
      },
    });
    return new Response(cut);
  };
  return { state, fetch };
}

test("no effect is repeated, omitted or misreported after any sequence of failures", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(operations) as Route[])),
      fc.array(fc.constantFrom(...fates), { maxLength: 5 }),
      fc.integer({ min: 1, max: 5 }),
      async (route, plan, attempts) => {
        const { state, fetch } = server(plan);
        const retry = { attempts, attemptTimeoutMs: 1_000 };
        const client = createClient({ token: "token", fetch, rateLimit: false, retry });
        const call = client.request(route, operations[route].init).then(
          (result) => ({ ...result, failure: undefined }),
          (failure: unknown) => ({
            failure,
            data: undefined,
            error: undefined,
            response: undefined,
          }),
        );
        const { data, error, response, failure } = await until(call);
        if (failure !== undefined) expect(failure).toBeInstanceOf(InterkitError);
        const isGood = failure === undefined && error === undefined;
        const { effect } = operations[route];

        if (effect === "write") expect(state.created).toBeLessThanOrEqual(1);
        if (effect === "write" && isGood) expect(state.created).toBe(1);
        if (effect === "advancing-read") {
          // The returned page is the first one; the loss of any other page was reported.
          if (isGood) expect(data).toMatchObject({ data: [{ id: "page-1" }] });
          expect(state.page).toBeLessThanOrEqual(1);
        }
        if (route.startsWith("DELETE")) {
          // A deletion that took effect never fails because the object is missing.
          if (state.isDeleted) expect(response?.status === 404 && error !== undefined).toBe(false);
          if (isGood) expect(state.isDeleted).toBe(true);
          if (isGood && response?.status === 404) expect(data).toBeUndefined();
        } else if (isGood) expect(data).toMatchObject({ type: expect.any(String) });
        // There are never more attempts than allowed.
        expect(state.sent).toBeLessThanOrEqual(attempts);
      },
    ),
    { numRuns: 1_500 },
  );
});

describe("a POST is sent again after a failure that proves that it was never sent", () => {
  const sentAfter = async (cause: unknown): Promise<number> => {
    let sent = 0;
    const fetch = async () => {
      sent += 1;
      if (sent === 1) throw cause;
      return Response.json({ id: "1" });
    };
    const client = createClient({ token: "token", fetch, rateLimit: false });
    const body = { email: "ada@example.com" };
    const call = client.POST("/contacts", { body }).then(
      () => undefined,
      (error: unknown) => expect(error).toBeInstanceOf(ConnectionError),
    );
    await until(call);
    return sent;
  };
  const many = (...errors: object[]) =>
    Object.assign(new Error(), { errors, code: "ECONNREFUSED" });

  test.each([
    failed({ code: "ECONNREFUSED", syscall: "connect" }),
    failed({ code: "EHOSTUNREACH", syscall: "connect" }),
    failed({ code: "ENETUNREACH", syscall: "connect" }),
    failed({ code: "ETIMEDOUT", syscall: "connect" }),
    failed({ code: "ENOTFOUND", syscall: "getaddrinfo" }),
    failed({ code: "UND_ERR_CONNECT_TIMEOUT" }),
    failed(many({ syscall: "connect" }, { syscall: "connect" })),
    failed(Object.assign(many(), { syscall: "connect" })),
    failed({ code: "EAI_AGAIN" }),
    failed({ code: "ENOTFOUND" }),
    new TypeError("dns error: no such host"),
    Object.assign(new Error(), { code: "ConnectionRefused" }),
    Object.assign(new Error(), { code: "FailedToOpenSocket" }),
    new TypeError("error sending request: client error (Connect): tcp connect error"),
  ])("sent again: %o", async (cause) => {
    expect(await sentAfter(cause)).toBe(2);
  });

  test.each([
    failed({ code: "EHOSTUNREACH", syscall: "read" }),
    failed({ code: "ENETUNREACH", syscall: "write" }),
    failed({ code: "EHOSTUNREACH" }),
    failed({ code: "ECONNREFUSED", syscall: "read" }),
    failed({ code: "ECONNREFUSED" }),
    failed({ code: "ENOTFOUND", syscall: "read" }),
    failed(many({ syscall: "connect" }, { syscall: "read" })),
    failed({ code: "UND_ERR_SOCKET" }),
    failed(many()),
    failed(many({ syscall: "read" }, { syscall: "connect" })),
    new TypeError("error sending request: connection closed before message completed"),
    "no network",
    undefined,
  ])("sent once: %o", async (cause) => {
    expect(await sentAfter(cause)).toBe(1);
  });
});
