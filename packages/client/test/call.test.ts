import { ApiError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { describe, expect, test } from "vitest";
import { formatRequest, setup } from "./support/setup.ts";

const missingId = "5ba682d23d7cf92bef87bfd4";

describe("a call", () => {
  test("is sent once, however often it is awaited", async () => {
    const { intercom, sent } = setup();
    const call = intercom.contacts.create({ role: "user", email: "ada@example.com" });
    const [first, second] = await Promise.all([call, call]);
    const { data } = await call.withResponse();
    expect(second).toBe(first);
    expect(data).toBe(first);
    expect(sent.map(formatRequest)).toEqual(["POST /contacts"]);
  });

  test("is sent without an await", async () => {
    const { intercom, sandbox, sent } = setup();
    const { id } = sandbox.seed.contact();
    void intercom.contacts.delete(id);
    await expect.poll(() => sent.map(formatRequest)).toEqual([`DELETE /contacts/${id}`]);
  });

  test("returns the response with the data", async () => {
    const { intercom, sandbox } = setup();
    const { id } = sandbox.seed.contact();
    const { data, response } = await intercom.contacts.get(id).withResponse();
    expect(data.id).toBe(id);
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
  });

  test("rejects only the promise of withResponse when the caller awaits that one", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listen);
    try {
      const { intercom } = setup();
      await expect(intercom.contacts.get(missingId).withResponse()).rejects.toBeInstanceOf(
        ApiError,
      );
      // Node reports unhandled rejections before it runs this callback.
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", listen);
    }
  });

  test("resolves to undefined where the response has no body", async () => {
    const { intercom } = setup();
    const source = await intercom.aiContent.contentImportSources.create({
      sync_behavior: "api",
      url: "https://docs.example.com",
    });
    expect(await intercom.aiContent.contentImportSources.delete(String(source.id))).toBeUndefined();
  });

  test("rejects with the AbortError of its signal, as fetch does", async () => {
    const { intercom, sent } = setup();
    const call = intercom.contacts.get(missingId, {}, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
    expect(sent).toHaveLength(0);
  });

  test("ends after its own timeout", async () => {
    const intercom = createIntercom({
      token: "test-token",
      fetch: (_url, { signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
        }),
    });
    const call = intercom.contacts.archive(missingId, { timeoutMs: 5 });
    await expect(call).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 5 });
  });

  test("sends headers of its own", async () => {
    const { intercom, sandbox, sent } = setup();
    const { id } = sandbox.seed.contact();
    await intercom.contacts.get(id, undefined, { headers: { "X-Trace": "42" } });
    expect(sent[0]?.headers.get("x-trace")).toBe("42");
  });
});

test("a list passes its options to the request of every page", async () => {
  const { intercom, sandbox, sent } = setup();
  for (let number = 0; number < 3; number += 1) sandbox.seed.contact();
  const headers = { "X-Trace": "42" };
  await intercom.contacts.list({ per_page: 1 }, { headers }).collect({ limit: 3 });
  expect(sent.map((request) => request.headers.get("x-trace"))).toEqual(["42", "42", "42"]);
});
