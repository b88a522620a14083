import { apiError, type Requester } from "@interkit/core";
import { createClient as createOld } from "@interkit/core/2.7";
import { createClient } from "@interkit/core/2.16";
import { createClient as createPreview } from "@interkit/core/preview";
import { createClient as createUnstable } from "@interkit/core/unstable";
import { createSandbox } from "@interkit/sandbox";
import { describe, expect, onTestFinished, test } from "vitest";

const token = "any";

describe("against the sandbox", () => {
  test("a contact is created, read, changed and deleted over HTTP", async () => {
    const server = await createSandbox().listen({ port: 0 });
    onTestFinished(() => server.close());
    const client = createClient({ token, baseUrl: server.url });

    const created = await client.POST("/contacts", {
      body: { role: "user", email: "ada@example.com", name: "Ada" },
    });
    const contact_id = created.data?.id ?? "";
    const params = { path: { contact_id } };
    await client.PUT("/contacts/{contact_id}", { params, body: { name: null } });
    const read = await client.GET("/contacts/{contact_id}", { params });
    expect(read.data).toMatchObject({ id: contact_id, email: "ada@example.com", name: null });

    await client.DELETE("/contacts/{contact_id}", { params });
    const missing = await client.GET("/contacts/{contact_id}", { params });
    expect(missing.error?.errors[0]?.code).toBe("not_found");
    expect(missing.response.status).toBe(404);
  });

  test("an id from anywhere stays one segment", async () => {
    const { fetch } = createSandbox();
    const client = createClient({ token, fetch });
    const result = await client.GET("/contacts/{contact_id}", {
      params: { path: { contact_id: "../companies?x=" } },
    });
    expect(result.response.status).toBe(404);
  });

  test("every version is requested by its own name", async () => {
    const { fetch } = createSandbox();
    const clients: Requester[] = [
      createOld({ token, fetch }),
      createClient({ token, fetch }),
      createPreview({ token, fetch }),
      createUnstable({ token, fetch }),
    ];
    const versions = clients.map(async (client) => {
      const { response } = await client.request("GET /contacts");
      return response.status;
    });
    expect(await Promise.all(versions)).toEqual([200, 200, 200, 200]);
  });

  test("a wrong token is an error that does not hold it", async () => {
    const { fetch } = createSandbox({ token: "right" });
    const result = await createClient({ token: "wrong-one", fetch }).GET("/contacts");
    if (!result.error) throw new Error("it succeeded");
    const error = apiError("GET /contacts", result);
    expect(error).toMatchObject({ status: 401, requestId: expect.any(String) });
    expect(JSON.stringify(error) + error.message).not.toContain("wrong-one");
  });

  test("too many requests get a 429 with the time of the next window", async () => {
    const { fetch } = createSandbox({ rateLimit: { perMinute: 6 } });
    const client = createClient({ token, fetch, retry: false, rateLimit: false });
    await client.GET("/contacts");
    const result = await client.GET("/contacts");
    if (!result.error) throw new Error("it succeeded");
    expect(apiError("GET /contacts", result)).toMatchObject({
      name: "RateLimitError",
      code: "rate_limit_exceeded",
      reason: "rate-limit",
      retryAfterMs: expect.any(Number),
      resetAt: expect.any(Date),
    });
  });
});
