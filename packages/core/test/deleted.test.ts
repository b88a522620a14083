import type { Layer } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "./support/virtual-time.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

const params = { path: { contact_id: "1" } };
const failed = (cause: object) => Object.assign(new TypeError("fetch failed"), { cause });

describe("a DELETE", () => {
  const missing = () =>
    Response.json({ type: "error.list", errors: [{ code: "not_found" }] }, { status: 404 });
  const noLonger = () => new Response(null, { status: 410 });
  const removed = (...answers: (() => Response)[]) => removedThrough([], ...answers);
  const removedThrough = (layers: readonly Layer[], ...answers: (() => Response)[]) => {
    let sent = 0;
    const fetch = async () => answers[sent++]?.() ?? Response.json({});
    const client = createClient({ token: "token", fetch, rateLimit: false, layers });
    return until(client.DELETE("/contacts/{contact_id}", { params }));
  };
  const lost = (): never => {
    throw failed({ code: "ECONNRESET", syscall: "read" });
  };

  test.each([
    ["404", missing],
    ["410", noLonger],
  ])("succeeds when a retry after a lost response gets %s", async (status, answer) => {
    const { data, error, response } = await removed(lost, answer);
    expect([data, error]).toEqual([undefined, undefined]);
    expect(response.status).toBe(Number(status));
  });

  test("succeeds in the same way through layers", async () => {
    const { error, response } = await removedThrough(
      [(next) => (request) => next(request)],
      lost,
      missing,
    );
    expect(error).toBeUndefined();
    expect(response.status).toBe(404);
  });

  test("fails with a 404 of the first attempt, or after a refusal", async () => {
    expect((await removed(missing)).error).toBeDefined();
    const limited = () => Response.json({}, { status: 429, headers: { "retry-after": "0" } });
    expect((await removed(limited, missing)).error).toBeDefined();
  });
});
