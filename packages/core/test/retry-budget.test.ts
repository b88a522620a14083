import { ResponseError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failureOf } from "./support/observe.ts";
import { fakeClock, until } from "./support/virtual-time.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A body that breaks off. */
const cut = () =>
  new ReadableStream({
    pull(controller) {
      controller.error(new TypeError("terminated"));
    },
  });

/** A client whose server answers with the status of the moment, and how often a call is sent. */
function serverOf(attempts = 2) {
  const server = { status: 200, sent: 0 };
  const fetch = async () => {
    server.sent += 1;
    return Response.json({}, { status: server.status });
  };
  const client = createClient({ token: "token", fetch, rateLimit: false, retry: attempts });
  const sentFor = async (calls: number, status: number): Promise<number> => {
    Object.assign(server, { status, sent: 0 });
    for (let call = 0; call < calls; call += 1) await until(client.GET("/me"));
    return server.sent;
  };
  return sentFor;
}

test("in an outage a client retries fifty times, and then sends every call once", async () => {
  const sentFor = serverOf();
  expect(await sentFor(50, 503)).toBe(100);
  expect(await sentFor(20, 503)).toBe(20);
});

test("five successful calls allow one more retry", async () => {
  const sentFor = serverOf();
  await sentFor(50, 503);
  await sentFor(4, 200);
  expect(await sentFor(3, 503)).toBe(3);
  await sentFor(1, 200);
  expect(await sentFor(3, 503)).toBe(4);
});

test("successful calls refill the budget to fifty retries at most", async () => {
  const sentFor = serverOf();
  await sentFor(100, 200);
  expect(await sentFor(60, 503)).toBe(110);
});

test.each([400, 404])("calls with a final error do not refill the budget: %d", async (status) => {
  const sentFor = serverOf();
  await sentFor(50, 503);
  await sentFor(20, status);
  expect(await sentFor(3, 503)).toBe(3);
});

test("a 429 takes nothing from the retry budget", async () => {
  const sentFor = serverOf();
  expect(await sentFor(100, 429)).toBe(200);
  expect(await sentFor(50, 503)).toBe(100);
});

test("a 429 is retried in an outage, too", async () => {
  const sentFor = serverOf();
  await sentFor(50, 503);
  expect(await sentFor(3, 429)).toBe(6);
});

test.each([
  [undefined, undefined, 3],
  [false, undefined, 1],
  [1, undefined, 1],
  [5, undefined, 5],
  [{ attempts: 2 }, undefined, 2],
  [{ maxDelayMs: 10 }, undefined, 3],
  [5, false, 1],
  [5, 2, 2],
  [5, { maxDelayMs: 10 }, 5],
  [{ attempts: 5, maxDelayMs: 10 }, { attempts: 4 }, 4],
] as const)(
  "with %j for the client and %j for a call it is sent so often: %d",
  async (...given) => {
    const [usual, retry, times] = given;
    let sent = 0;
    const start = Date.now();
    const fetch = async () => {
      sent += 1;
      return Response.json({}, { status: 503 });
    };
    const client = createClient({ token: "token", fetch, rateLimit: false, retry: usual });
    await until(client.GET("/me", { retry }));
    expect(sent).toBe(times);
    const isQuick = [usual, retry].some((one) => typeof one === "object" && "maxDelayMs" in one);
    if (isQuick) expect(Date.now() - start).toBeLessThanOrEqual(40);
  },
);

test("an attempt times out after the limit of the client or the call", async () => {
  const took = async (usual: object, retry: object) => {
    const sent: number[] = [];
    const fetch = () => {
      sent.push(Date.now());
      return new Promise<Response>(() => {});
    };
    const client = createClient({ token: "token", fetch, rateLimit: false, retry: usual });
    await until(failureOf(client.GET("/me", { retry: { attempts: 2, maxDelayMs: 1, ...retry } })));
    return Math.round(((sent[1] ?? 0) - (sent[0] ?? 0)) / 10) * 10;
  };
  expect(await took({}, {})).toBe(30_000);
  expect(await took({ attemptTimeoutMs: 500 }, {})).toBe(500);
  expect(await took({ attemptTimeoutMs: 500 }, { attemptTimeoutMs: 200 })).toBe(200);
  // The call's own time ends the only attempt.
  const endless = { attemptTimeoutMs: Number.POSITIVE_INFINITY };
  expect(await took({ attemptTimeoutMs: 500 }, endless)).toBeLessThan(0);
});

test("an export that is busy is final", async () => {
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    return Response.json({}, { status: 429, headers: { "x-ratelimit-remaining": "50" } });
  };
  const client = createClient({ token: "token", fetch, rateLimit: false });
  await until(client.request("POST /export/content/data", { body: {} }));
  expect(sent).toBe(1);
});

test.each([
  ["was cut off", () => new Response(cut()), 3],
  ["holds nothing", () => new Response(""), 3],
  ["is a page", () => new Response("<p>", { headers: { "content-type": "text/html" } }), 1],
])("a read whose answer %s is sent as often as that may change", async (_, give, times) => {
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    return give();
  };
  const client = createClient({ token: "token", fetch, rateLimit: false });
  const error = await until(failureOf(client.GET("/me")));
  expect(error).toBeInstanceOf(ResponseError);
  expect(sent).toBe(times);
});

test.each([408, 500, 502, 503, 504, 599])("a read is repeated after status %d", async (status) => {
  expect(await serverOf()(1, status)).toBe(2);
});

test.each([400, 401, 404, 409, 422, 501, 505])("a read is final with %d", async (status) => {
  expect(await serverOf()(1, status)).toBe(1);
});
