import { createSandbox, type Fault, type Sandbox } from "@interkit/sandbox";
import { describe, expect, test, vi } from "vitest";
import { fakeTimers, timerStarted } from "./support/fake-timers.ts";

const headers = {
  Authorization: "Bearer any",
  "Content-Type": "application/json",
  "Intercom-Version": "2.16",
};

const create = (sandbox: Sandbox, init: RequestInit = {}) =>
  sandbox.fetch("https://api.intercom.io/contacts", {
    method: "POST",
    headers,
    body: JSON.stringify({ email: "ada@example.com" }),
    ...init,
  });

const count = async (sandbox: Sandbox): Promise<number> => {
  const response = await sandbox.fetch("https://api.intercom.io/contacts", { headers });
  return ((await response.json()) as { total_count: number }).total_count;
};

/** A sandbox with a fault for one creation of a contact. */
function failing(fault: Fault): Sandbox {
  const sandbox = createSandbox();
  sandbox.faults.add({ route: "POST /contacts", times: 1, fault });
  return sandbox;
}

describe("errors", () => {
  test("a fault returns Intercom's list of errors, as often as planned", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ route: "POST /contacts", times: 2, fault: { status: 503 } });
    for (const _ of [1, 2]) {
      const response = await create(sandbox);
      expect(response.status).toBe(503);
      expect(await response.json()).toEqual({
        type: "error.list",
        request_id: response.headers.get("X-Request-Id"),
        errors: [{ code: "service_unavailable", message: "Service Unavailable" }],
      });
      expect(response.headers.get("Intercom-Version")).toBe("2.16");
    }
    expect((await create(sandbox)).status).toBe(200);
    expect(await count(sandbox)).toBe(1);
  });

  test("the code is that of the status, unless the plan has one", async () => {
    const codeOf = async (fault: Fault) => {
      const response = await create(failing(fault));
      return ((await response.json()) as { errors: [{ code: string }] }).errors[0].code;
    };
    expect(await codeOf({ status: 429 })).toBe("rate_limit_exceeded");
    expect(await codeOf({ status: 500 })).toBe("server_error");
    expect(await codeOf({ status: 418 })).toBe("client_error");
    expect(await codeOf({ status: 599 })).toBe("server_error");
    expect(await codeOf({ status: 404, code: "company_not_found" })).toBe("company_not_found");
  });

  test("a 429 has remaining 0, Retry-After, and the headers of the plan", async () => {
    const extra = { "X-Served-By": "proxy-1" };
    const sandbox = failing({ status: 429, retryAfterSeconds: 7, headers: extra });
    const response = await create(sandbox);
    expect(response.headers.get("Retry-After")).toBe("7");
    expect(response.headers.get("X-RateLimit-Remaining")).toBe("0");
    expect(Number(response.headers.get("X-RateLimit-Reset"))).toBeGreaterThan(1_000_000_000);
    expect(response.headers.get("X-Served-By")).toBe("proxy-1");
  });

  test("a planned 429 has the same time in both headers, by the sandbox's clock", async () => {
    const sandbox = createSandbox({ clock: () => Date.UTC(2026, 0, 1, 9, 0, 3) });
    sandbox.faults.add({ times: 1, fault: { status: 429, retryAfterSeconds: 1 } });
    sandbox.faults.add({ times: 1, fault: { status: 429 } });
    const reset = async () => Number((await create(sandbox)).headers.get("X-RateLimit-Reset"));
    const began = Date.UTC(2026, 0, 1, 9, 0) / 1000;
    expect(await reset()).toBe(began + 4);
    // Without retryAfterSeconds, it ends with the rate limit window.
    expect(await reset()).toBe(began + 10);
  });

  test("a fault can leave out the headers of the rate limit", async () => {
    const response = await create(failing({ status: 429, rateLimitHeaders: false }));
    const names = [...response.headers.keys()].filter((name) => name.startsWith("x-ratelimit"));
    expect(names).toEqual([]);
    expect(response.headers.get("X-Request-Id")).not.toBeNull();
  });
});

describe("faults that change a response", () => {
  test("a page of HTML replaces the response, without Intercom's headers", async () => {
    const response = await create(failing({ kind: "html" }));
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(response.headers.has("X-Request-Id")).toBe(false);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
    expect((await create(failing({ kind: "html", status: 502 }))).status).toBe(502);
  });

  test("the response has another Content-Type", async () => {
    const response = await create(failing({ kind: "content-type" }));
    expect(response.headers.get("Content-Type")).toBe("text/plain");
    expect(await response.json()).toMatchObject({ type: "contact", email: "ada@example.com" });
    const xml = await create(failing({ kind: "content-type", contentType: "text/xml" }));
    expect(xml.headers.get("Content-Type")).toBe("text/xml");
  });

  test("the end of the JSON is missing", async () => {
    const response = await create(failing({ kind: "broken-json" }));
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("application/json");
    const text = await response.text();
    expect(text).toContain("ada@example.com");
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  test("a body is cut off while it is read", async () => {
    const response = await create(failing({ kind: "cut-off", afterBytes: 10 }));
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("Content-Length"))).toBeGreaterThan(10);
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(10);
    await expect(reader?.read()).rejects.toThrow(new TypeError("terminated"));
  });

  test("a response without content can be changed too", async () => {
    const sandbox = createSandbox();
    const { id } = sandbox.seed.contact({});
    const track = () =>
      sandbox.fetch("https://api.intercom.io/events", {
        method: "POST",
        headers,
        body: JSON.stringify({ event_name: "ran", created_at: 1_717_401_600, id }),
      });
    sandbox.faults.add({ route: "POST /events", times: 1, fault: { kind: "broken-json" } });
    sandbox.faults.add({ route: "POST /events", times: 1, fault: { kind: "cut-off" } });
    expect(await (await track()).text()).toBe("{");
    await expect((await track()).text()).rejects.toThrow(TypeError);
    expect((await track()).status).toBe(202);
  });
});

describe("connections", () => {
  test("a reset rejects as fetch does", async () => {
    const error = (await create(failing({ kind: "reset" })).catch((it: unknown) => it)) as Error;
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ name: "TypeError", message: "fetch failed" });
    expect(error.cause).toMatchObject({ code: "ECONNRESET" });
  });

  test("latency adds up over plans, and combines with other faults", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ fault: { kind: "slow", latencyMs: 30 } });
    sandbox.faults.add({
      route: "POST /contacts",
      times: 1,
      fault: { status: 500, latencyMs: 30 },
    });
    fakeTimers();
    const statuses: number[] = [];
    for (const delay of [60, 30]) {
      const answered = create(sandbox).then(({ status }) => statuses.push(status));
      await timerStarted();
      vi.advanceTimersByTime(delay - 1);
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersByTime(1);
      await answered;
    }
    expect(statuses).toEqual([500, 200]);
  });

  test("aborting a delayed request rejects with its reason, and the request is handled", async () => {
    const sandbox = failing({ kind: "slow", latencyMs: 60_000 });
    const reason = new Error("too slow");
    const controller = new AbortController();
    const answer = create(sandbox, { signal: controller.signal });
    await expect.poll(() => sandbox.snapshot().collections["contacts"]?.length).toBe(1);
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(sandbox.requests.list()).toMatchObject([{ status: 0, faults: [{ kind: "slow" }] }]);
  });
});

describe("the option applied", () => {
  const faults: readonly Fault[] = [
    { status: 500 },
    { kind: "reset" },
    { kind: "html" },
    { kind: "cut-off" },
    { kind: "content-type" },
    { kind: "broken-json" },
  ];

  test.each(faults)(
    "%j: the write happens where the plan says so, and only there",
    async (fault) => {
      for (const applied of [true, false]) {
        const sandbox = failing({ ...fault, applied } as Fault);
        await create(sandbox)
          .then((response) => response.text())
          .catch(() => {});
        expect(await count(sandbox)).toBe(applied ? 1 : 0);
      }
    },
  );

  test("when left out, the request is handled only for faults that change its response", async () => {
    const counts: number[] = [];
    for (const fault of faults) {
      const sandbox = failing(fault);
      await create(sandbox).catch(() => {});
      counts.push(await count(sandbox));
    }
    expect(counts).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test("a retry after a lost response finds the change of the first attempt", async () => {
    const sandbox = failing({ kind: "reset", applied: true });
    await expect(create(sandbox)).rejects.toThrow("fetch failed");
    expect((await create(sandbox)).status).toBe(409);
  });
});
