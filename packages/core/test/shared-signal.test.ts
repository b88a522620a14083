import events from "node:events";
import type { Send } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

/** A client whose calls get their responses on command. */
function waiting() {
  const answers: (() => void)[] = [];
  const { fetch, requests } = observe(
    () => new Promise((resolve) => answers.push(() => resolve(Response.json({ data: [] })))),
  );
  const client = createClient({ token: "token", fetch });
  return { client, answers, requests };
}

const listeners = (signal: AbortSignal) => events.getEventListeners(signal, "abort").length;
function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

const aborted = { name: "AbortError" };

describe("a signal that calls share", () => {
  test("may be shared by many calls, and is left without a listener", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on("warning", onWarning);
    const { fetch } = observe();
    const client = createClient({ token: "token", fetch });
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 30 }, () => client.GET("/contacts", { signal })));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
    expect(listeners(signal)).toBe(0);
  });

  test("has one listener for all of them, until the last one ends", async () => {
    const { client, answers } = waiting();
    const { signal } = new AbortController();
    const calls = [1, 2, 3].map(() => client.GET("/contacts", { signal }));
    await expect.poll(() => answers).toHaveLength(3);
    expect(listeners(signal)).toBe(1);
    answers[0]?.();
    await calls[0];
    expect(listeners(signal)).toBe(1);
    for (const give of answers) give();
    await Promise.all(calls);
    expect(listeners(signal)).toBe(0);
  });

  test("ends those that wait, when one of them has ended before", async () => {
    const { client, answers } = waiting();
    const controller = new AbortController();
    const { signal } = controller;
    const calls = [1, 2, 3].map(() => client.GET("/contacts", { signal }));
    await expect.poll(() => answers).toHaveLength(3);
    answers[1]?.();
    expect((await calls[1])?.data).toEqual({ data: [] });
    const failures = [calls[0], calls[2]].map((call) => failureOf(call as Promise<unknown>));
    controller.abort();
    expect(await Promise.all(failures)).toMatchObject([aborted, aborted]);
    expect(listeners(signal)).toBe(0);
  });

  test("ends a call that is made after the others have ended", async () => {
    const { client, answers } = waiting();
    const controller = new AbortController();
    const { signal } = controller;
    const first = client.GET("/contacts", { signal });
    await expect.poll(() => answers).toHaveLength(1);
    answers[0]?.();
    await first;
    const second = failureOf(client.GET("/contacts", { signal }));
    await expect.poll(() => answers).toHaveLength(2);
    controller.abort();
    expect(await second).toMatchObject(aborted);
  });
});

describe("an aborted call", () => {
  test("is not sent again, and keeps nothing waiting", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const busy = { status: 503, headers: { "retry-after": "9" } };
    const { fetch, requests } = observe(() => Response.json({}, busy));
    const controller = new AbortController();
    const { signal } = controller;
    const client = createClient({ token: "token", fetch });
    const failure = failureOf(client.GET("/contacts", { signal }));
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort();
    expect(await failure).toMatchObject(aborted);
    expect(requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("rejects with its own message, and keeps the caller's reason as the cause", async () => {
    const { client } = waiting();
    const reason = new DOMException("too late", "TimeoutError");
    const controller = new AbortController();
    const call = failureOf(client.GET("/contacts", { signal: controller.signal }));
    controller.abort(reason);
    const error = await call;
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ ...aborted, message: "The call was aborted" });
    expect((error as Error).cause).toBe(reason);
    expect(Object.keys(error as object)).toEqual([]);
  });

  test("is an AbortError of the platform, whatever the reason is called", async () => {
    const { client } = waiting();
    const reason = Object.assign(new Error("mine"), { name: "AbortError" });
    const error = await failureOf(client.GET("/me", { signal: AbortSignal.abort(reason) }));
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ ...aborted, cause: reason });
  });

  test.each([
    ["with a layer", [(next: Send) => (request: Request) => next(request)]],
    ["without one", []],
  ])("sends nothing if it is aborted right after it was made: %s", async (_, layers) => {
    const { fetch, requests } = observe();
    const { signal, abort } = abortable();
    const call = failureOf(createClient({ token: "token", fetch, layers }).GET("/me", { signal }));
    abort();
    expect(await call).toBe(signal.reason);
    expect(requests).toEqual([]);
  });

  test("leaves no request running, at any moment while its token is requested", async () => {
    for (let moments = 0; moments < 15; moments += 1) {
      const { signal, abort } = abortable();
      const signals: (AbortSignal | null)[] = [];
      const client = createClient({
        token: async () => {
          void (async () => {
            for (let moment = 0; moment < moments; moment += 1) await undefined;
            abort();
          })();
          return "token";
        },
        fetch: async (_, init) => {
          signals.push(init.signal);
          return new Promise<Response>(() => {});
        },
      });
      expect(await failureOf(client.GET("/me", { signal }))).toBe(signal.reason);
      for (const sent of signals) expect(sent?.aborted).toBe(true);
    }
  });

  test("is not retried when the hook for retries aborts it", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { fetch, requests } = observe(() => Response.json({}, { status: 503 }));
    const { signal, abort } = abortable();
    const hooks = { onRetry: abort };
    const client = createClient({ token: "token", fetch, hooks });
    expect(await failureOf(client.GET("/me", { signal }))).toBe(signal.reason);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
