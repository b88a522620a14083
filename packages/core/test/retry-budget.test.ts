import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { until } from "./support/virtual-time.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_717_401_603_217 });
});
afterEach(() => {
  vi.useRealTimers();
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

test("in an outage a client repeats fifty attempts, and then sends every call once", async () => {
  const sentFor = serverOf();
  expect(await sentFor(50, 503)).toBe(100);
  expect(await sentFor(20, 503)).toBe(20);
});

test("five calls that go well allow one more repetition", async () => {
  const sentFor = serverOf();
  await sentFor(50, 503);
  await sentFor(4, 200);
  expect(await sentFor(3, 503)).toBe(3);
  await sentFor(1, 200);
  expect(await sentFor(3, 503)).toBe(4);
});

test("calls that go well save up no more than fifty repetitions", async () => {
  const sentFor = serverOf();
  await sentFor(100, 200);
  expect(await sentFor(60, 503)).toBe(110);
});

test("calls that are refused for good save up nothing", async () => {
  const sentFor = serverOf();
  await sentFor(50, 503);
  await sentFor(20, 404);
  expect(await sentFor(3, 503)).toBe(3);
});

test("a 429 takes nothing from what may be repeated in an outage", async () => {
  const sentFor = serverOf();
  expect(await sentFor(100, 429)).toBe(200);
  expect(await sentFor(50, 503)).toBe(100);
});

test("a 429 is repeated in an outage, too", async () => {
  const sentFor = serverOf();
  await sentFor(50, 503);
  expect(await sentFor(3, 429)).toBe(6);
});

test.each([408, 500, 502, 503, 504, 599])("a read is repeated after status %d", async (status) => {
  expect(await serverOf()(1, status)).toBe(2);
});

test.each([400, 401, 404, 409, 422, 501, 505])("a read is final with %d", async (status) => {
  expect(await serverOf()(1, status)).toBe(1);
});
