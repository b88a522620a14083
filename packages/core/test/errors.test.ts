import {
  ApiError,
  apiError,
  ConfigError,
  InterkitError,
  RateLimitError,
  type Requester,
} from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { failureOf } from "./support/observe.ts";
import { json, respond, serve } from "./support/serve.ts";

const token = "secret-token";
const route = "GET /contacts/{contact_id}";
const notFound = {
  type: "error.list",
  request_id: "req-1",
  errors: [{ code: "not_found", message: "User Not Found", field: null }],
};

async function clientOf(...handlers: Parameters<typeof serve>): Promise<Requester> {
  const server = await serve(...handlers);
  return createClient({ token, baseUrl: server.url, retry: false });
}

async function errorOf(client: Requester, requestedRoute = route): Promise<ApiError> {
  const result = await client.request(requestedRoute, {
    params: { path: { contact_id: "private-id" } },
  });
  if (!result.error) throw new Error("it succeeded");
  return apiError(requestedRoute, result);
}

describe("an error answer", () => {
  test("is returned by the client, as it came", async () => {
    const client = await clientOf(json(404, notFound));
    const result = await client.request(route, { params: { path: { contact_id: "1" } } });
    expect(result).toEqual({ error: notFound, response: expect.any(Response) });
    expect(result.data).toBeUndefined();
    expect(result.response.status).toBe(404);
  });

  test("becomes an ApiError that names the request and the response", async () => {
    const headers = { "x-request-id": "header-1", link: "</contacts/2>", "set-cookie": "a=b" };
    const error = await errorOf(await clientOf(json(404, notFound, headers)));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: "ApiError",
      kind: "api",
      status: 404,
      code: "not_found",
      errors: [{ code: "not_found", message: "User Not Found" }],
      requestId: "req-1",
      route,
      message: `${route} answered 404 not_found: User Not Found (request req-1)`,
    });
    expect(error.headers.get("link")).toBe("</contacts/2>");
    expect(error.headers.has("set-cookie")).toBe(false);
  });

  test("with a code that is no word leaves it out", async () => {
    const shouted = { type: "error.list", errors: [{ code: "it said: no such user" }] };
    expect((await errorOf(await clientOf(json(400, shouted)))).message).toBe(
      `${route} answered 400`,
    );
  });

  test.each([
    ["nothing", 500, respond(500), [], undefined],
    ["an empty list", 500, json(500, { type: "error.list", errors: [] }), [], undefined],
    [
      "type and message",
      400,
      json(400, { type: "invalid_ruleset", message: "No such ruleset" }),
      [{ code: "invalid_ruleset", message: "No such ruleset" }],
      undefined,
    ],
    [
      "an error object",
      403,
      json(403, { error: { code: "forbidden", message: "No" }, request_id: "r" }),
      [{ code: "forbidden", message: "No" }],
      "r",
    ],
    [
      "Rails' own form",
      500,
      json(500, { status: 500, error: "Internal Server Error" }),
      [{ code: "unknown", message: "Internal Server Error" }],
      undefined,
    ],
    [
      "entries that are none",
      422,
      json(422, { type: "error.list", errors: [null, "x", { code: "a", field: "b" }] }),
      [{ code: "a", field: "b" }],
      undefined,
    ],
  ])("may hold %s", async (_, status, handler, errors, requestId) => {
    const error = await errorOf(await clientOf(handler));
    expect(error).toMatchObject({ status, errors, requestId });
    expect(error.code).toBe(errors[0]?.code);
  });

  test.each([
    ["no list", { type: "error.list" }, []],
    ["a code that is a number", { errors: [{ code: 1024 }] }, [{ code: "1024" }]],
    [
      "nothing in some fields",
      { errors: [{ code: "", type: "gone", message: null, field: {} }] },
      [{ code: "gone" }],
    ],
    ["no word at all", { errors: [{ code: null, message: "" }] }, [{ code: "unknown" }]],
  ])("with %s keeps only the valid fields", async (_, body, errors) => {
    expect((await errorOf(await clientOf(json(400, body)))).errors).toStrictEqual(errors);
  });

  test.each([undefined, null, "no", 7])(
    "without a readable body becomes an ApiError: %j",
    (error) => {
      const failure = apiError("GET /me", { error, response: new Response(null, { status: 500 }) });
      expect([failure.errors, failure.message]).toEqual([[], "GET /me answered 500"]);
    },
  );

  test("has an id of limited length in its message, without special characters", async () => {
    const id = `a b/${"c".repeat(100)}`;
    const error = await errorOf(await clientOf(respond(500, "", { "x-request-id": id })));
    expect(error.message).toBe(`${route} answered 500 (request ab${"c".repeat(62)})`);
    expect(error.requestId).toBe(id);
  });

  test("without a body is an error as well", async () => {
    const client = await clientOf(respond(500, "", { "x-request-id": "r-2" }));
    const result = await client.request("GET /me");
    expect(result.error).toEqual({ type: "error.list", request_id: "r-2", errors: [] });
  });
});

describe("a 429", () => {
  const limited = {
    type: "error.list",
    errors: [{ code: "rate_limit_exceeded", message: "Exceeded rate limit" }],
  };
  const limit = { "x-ratelimit-limit": "1666", "x-ratelimit-remaining": "0" };

  test("has the delay until the window's end", async () => {
    const reset = Math.ceil(Date.now() / 1000) + 5;
    const headers = { ...limit, "x-ratelimit-reset": String(reset) };
    const error = await errorOf(await clientOf(json(429, limited, headers)));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toBeInstanceOf(ApiError);
    const { retryAfterMs = 0, resetAt, reason, name } = error as RateLimitError;
    expect({ resetAt, reason, name }).toEqual({
      resetAt: new Date(reset * 1000),
      reason: "rate-limit",
      name: "RateLimitError",
    });
    expect(retryAfterMs).toBeGreaterThan(3_000);
    expect(retryAfterMs).toBeLessThanOrEqual(6_000);
  });

  test("has the delay of Retry-After in seconds or as a date", async () => {
    const seconds = await errorOf(await clientOf(json(429, limited, { "retry-after": "2" })));
    expect(seconds).toMatchObject({ retryAfterMs: 2_000, resetAt: undefined });
    const past = { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" };
    const date = await errorOf(await clientOf(json(429, limited, past)));
    // There is always some delay, even if the server requests none.
    expect(date).toMatchObject({ retryAfterMs: 250 });
  });

  test("without any header is a rate limit as well", async () => {
    const error = await errorOf(await clientOf(respond(429, "Slow down")));
    expect(error).toMatchObject({ retryAfterMs: undefined, resetAt: undefined, errors: [] });
  });

  test.each([
    ["POST /export/reporting_data/enqueue", "1000", "busy"],
    ["POST /export/content/data", undefined, "busy"],
    ["POST /export/content/data", "0", "rate-limit"],
    ["GET /contacts", "1000", "rate-limit"],
  ])("of %s with %s requests left is for %s", async (requestedRoute, remaining, reason) => {
    const headers = {
      "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 5),
      ...(remaining === undefined ? undefined : { "x-ratelimit-remaining": remaining }),
    };
    const error = (await errorOf(
      await clientOf(json(429, limited, headers)),
      requestedRoute,
    )) as RateLimitError;
    expect(error.reason).toBe(reason);
    expect(error.retryAfterMs === undefined).toBe(reason === "busy");
  });

  test("of an unknown route is one as well", () => {
    const response = new Response(null, { status: 429 });
    const error = apiError("GET /unknown", { error: limited, response });
    expect(error).toMatchObject({ name: "RateLimitError", reason: "rate-limit" });
  });
});

describe("other errors", () => {
  test("of an invalid call are ConfigErrors", () => {
    const make = () => createClient({ token: "" });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(expect.objectContaining({ kind: "config", name: "ConfigError" }));
  });

  test("have no cause where there is none", async () => {
    const server = await serve(respond(500, "no"));
    const call = createClient({ token, baseUrl: server.url, retry: false }).GET("/me");
    const error = await failureOf(call);
    expect(error).toMatchObject({ name: "ResponseError" });
    expect(error).not.toHaveProperty("cause");
  });

  test("of a timed-out attempt name the timeout", async () => {
    const server = await serve(() => {});
    const retry = { attempts: 1, attemptTimeoutMs: 20 };
    const error = await failureOf(createClient({ token, baseUrl: server.url, retry }).GET("/me"));
    expect(error).toMatchObject({
      phase: "attempt",
      message: "An attempt of GET /me took longer than 20 ms",
    });
  });

  test("of a user's class have its name, unless they set another", () => {
    class OwnError extends InterkitError {
      override readonly kind = "config";
    }
    expect(new OwnError("no").name).toBe("InterkitError");
  });
});
