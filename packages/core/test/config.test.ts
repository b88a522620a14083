import { ConfigError, type Requester } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

/** What a program without types may hand in. */
type Anything = (options: unknown) => Requester;
const create = createClient as unknown as Anything;
const { fetch, requests } = observe();

describe("createClient refuses, saying what to change", () => {
  test.each([
    [undefined, "options are missing; give at least { token }"],
    [null, "options are missing"],
    ["secret", "options are missing"],
    [{}, 'token is missing; give it as "token"'],
    [{ token: "" }, "token is missing"],
    [{ token: null }, "token is missing"],
    [{ token: "xbearer secret" }, "a space or a line break"],
    [{ token: 1 }, "token is a number"],
    [{ token: "secret\n" }, "a space or a line break"],
    [{ token: " secret" }, "a space or a line break"],
    [{ token: "sec ret" }, "a space or a line break"],
    [{ token: "Bearer secret" }, 'starts with "Bearer "; give the token alone'],
    [{ token: "bearer\tsecret" }, 'starts with "Bearer "; give the token alone'],
    [{ token: "sécret" }, "characters that cannot be sent"],
    [{ token: "secret\u007f" }, "characters that cannot be sent"],
    [{ token: "\u0001secret" }, "characters that cannot be sent"],
    [{ region: "de" }, 'no region "de"; the regions are us, eu, au'],
    [{ region: "toString" }, 'no region "toString"'],
    [{ region: "eu", baseUrl: "https://example.com" }, '"region" or "baseUrl", not both'],
    [{ baseUrl: "api.intercom.io" }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: "" }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: "ftp://example.com" }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: "http://api.intercom.io" }, "send the token to api.intercom.io unencrypted"],
    [{ baseUrl: "http://127.0.0.1.example.com" }, "unencrypted"],
    [{ baseUrl: "xhttps://example.com" }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: "https-x://example.com" }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: new URL("https://example.com") }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: "https://user:secret@example.com" }, "no user name, password"],
    [{ baseUrl: "https://user@example.com" }, "no user name, password"],
    [{ baseUrl: "https://:secret@example.com" }, "no user name, password"],
    [{ baseUrl: "https://example.com/?a=b" }, "query or fragment"],
    [{ baseUrl: "https://example.com/#a" }, "query or fragment"],
    [{ fetch: {} }, '"fetch" is an object; give a function like fetch'],
    [{ timeoutMs: 0 }, '"timeoutMs" must be a number of milliseconds from 1 to 2147483647, or'],
    [{ timeoutMs: -Infinity }, '"timeoutMs" must be'],
    [{ timeoutMs: Number.NaN }, '"timeoutMs" must be'],
    [{ timeoutMs: 2 ** 31 }, '"timeoutMs" must be'],
    [{ timeoutMs: "1000" }, '"timeoutMs" must be'],
    [{ idleTimeoutMs: -1 }, '"idleTimeoutMs" must be a number of milliseconds'],
    [{ maxAnswerBytes: -1 }, '"maxAnswerBytes" must be a whole number of bytes'],
    [{ maxAnswerBytes: "1" }, '"maxAnswerBytes" must be a whole number of bytes'],
    [{ retry: null }, '"retry" must be a number of attempts, false, or { attempts }'],
    [{ retry: true }, '"retry" must be a number of attempts, false, or { attempts }'],
    [
      { retry: { times: 2 } },
      '"retry" takes no "times"; what it takes is attempts, attemptTimeoutMs',
    ],
    [{ retry: 0 }, "a whole number from 1 to 100"],
    [{ retry: 1.5 }, "a whole number from 1 to 100"],
    [{ retry: { attempts: 101 } }, "a whole number from 1 to 100"],
    [{ retry: { attemptTimeoutMs: 0 } }, '"retry.attemptTimeoutMs" must be'],
    [{ retry: { maxDelayMs: 0 } }, '"retry.maxDelayMs" must be'],
    [{ hooks: null }, '"hooks" holds null; give an object of functions'],
    [{ hooks: [{}, 1] }, '"hooks" holds a number; give an object of functions'],
    [
      { hooks: { onRespond() {} } },
      'onRequest, onResponse, onRetry, onRateLimit, onError; it holds "onRespond", a function',
    ],
    [{ hooks: { onError: 1 } }, 'it holds "onError", a number'],
    [{ layers: [undefined] }, '"layers" must be an array of functions'],
    [{ layers: () => {} }, '"layers" must be an array of functions'],
    [{ layers: [(next: unknown) => next, 1] }, '"layers" must be an array of functions'],
    [{ userAgent: "a\nb" }, '"userAgent" must be a line of plain text, like "my-app/1.0"'],
    [{ userAgent: "" }, '"userAgent" must be a line'],
    [{ userAgent: "  " }, '"userAgent" must be a line'],
    [{ userAgent: "a\n" }, '"userAgent" must be a line'],
    [{ userAgent: "\na" }, '"userAgent" must be a line'],
    [{ userAgent: "zoë" }, '"userAgent" must be a line'],
    [{ userAgent: "a\u0001" }, '"userAgent" must be a line'],
    [{ userAgent: 1 }, '"userAgent" must be a line'],
    [{ acessToken: "x" }, 'no option "acessToken"; the options are token, region'],
  ])("%j", (options, message) => {
    const given =
      options instanceof Object && Object.keys(options).length
        ? { token: "t", ...options }
        : options;
    expect(() => create(given)).toThrow(ConfigError);
    expect(() => create(given)).toThrow(message);
    expect(() => create(given)).not.toThrow(/secret|sécret/);
  });
});

describe("a call is refused before anything is sent", () => {
  const client = create({ token: "token", fetch });

  test.each([
    ["contacts", {}, '"contacts" is not a route; write it like "GET /contacts/{contact_id}"'],
    ["get /contacts", {}, "is not a route"],
    ["GET https://example.com/", {}, "is not a route"],
    ["FORGET /contacts", {}, "is not a route"],
    ["GET /contacts /me", {}, "is not a route"],
    ["GET ", {}, "is not a route"],
    ["GET /contacts", { query: { page: 1 } }, "give it as { params: { query } }"],
    ["GET /contacts", { path: { id: 1 } }, "give it as { params: { path } }"],
    ["GET /contacts", "secret", "takes an object like { params, body }, not a string"],
    ["GET /contacts", { retires: 1 }, 'takes no "retires"; what a call takes is params, body'],
    ["GET /contacts", { body: {} }, "takes no body"],
    ["GET /contacts", null, "takes an object like { params, body }, not null"],
    ["GET /contacts", { timeoutMs: -1 }, '"timeoutMs" must be'],
    ["GET /contacts", { signal: new AbortController() }, '"signal" must be an AbortSignal'],
    ["GET /contacts", { signal: null }, '"signal" must be an AbortSignal'],
    ["GET /contacts", { priority: "first" }, '"priority" must be "interactive" or "bulk"'],
    ["GET /contacts", { retry: { attempts: 0 } }, "a whole number from 1 to 100"],
    ["GET /contacts", { headers: { Authorization: "Bearer secret" } }, "give it to createClient"],
    ["GET /contacts", { headers: { "intercom-version": "2.7" } }, "@interkit/core/<version>"],
    ["GET /contacts", { headers: { "x-a": "secret\n\u0000" } }, "cannot be sent"],
    ["POST /contacts", { body: { at: 1n } }, "at of the body is a bigint"],
    ["GET /contacts", { params: { header: {} } }, '"params" takes path and query, and no "header"'],
    ["GET /contacts", { params: [] }, '"params" is an array; give { path, query }'],
    ["GET /contacts", { params: { path: 1 } }, '"path" is a number; give a plain object'],
    ["GET /contacts", { params: { query: null } }, '"query" is null; give a plain object'],
    ["GET /contacts", { headers: 1 }, '"headers" is a number; give { name: value }'],
    ["GET /contacts", { headers: { a: true } }, '"headers" holds a boolean as a value; give text'],
    ["GET /contacts", { headers: [["a"]] }, "holds something that is no [name, value]"],
    ["GET /contacts", { headers: [["a", "b", "c"]] }, "holds something that is no [name, value]"],
  ])("%s %o", async (route, init, message) => {
    const error = await failureOf(client.request(route, init as object));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ name: "ConfigError", kind: "config" });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("secret");
    expect(requests).toEqual([]);
  });

  test.each([
    ["nothing", undefined, "token is missing"],
    ["a broken line", "secret\n", "line break"],
  ])("when the token's function gives %s", async (_, token, message) => {
    const error = await failureOf(create({ token: () => token, fetch }).request("GET /me"));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("secret");
    expect(requests).toEqual([]);
  });

  test("with a ConfigError that keeps what the token's function throws", async () => {
    const own = new Error("no vault");
    const token = () => Promise.reject(own);
    const error = await failureOf(create({ token, fetch }).request("GET /me"));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ cause: own });
    expect(requests).toEqual([]);
  });
});

describe("createClient takes", () => {
  test.each([
    { timeoutMs: 2 ** 31 - 1 },
    { timeoutMs: 1 },
    { timeoutMs: Number.POSITIVE_INFINITY },
    { maxAnswerBytes: 1 },
    { maxAnswerBytes: Number.POSITIVE_INFINITY },
    { retry: 1 },
    { retry: { attempts: 100 } },
    { retry: {} },
    { hooks: { onError: undefined } },
    { hooks: [] },
    { layers: [] },
    { userAgent: " my-app/1.0 (x; y) " },
    { token: "!~" },
    { token: "bearer" },
    { fetch: undefined, region: undefined, baseUrl: undefined },
  ])("%j", (options) => {
    expect(() => create({ token: "t", ...options })).not.toThrow();
  });
});

test("a call takes what it may leave out as undefined", async () => {
  const { fetch, requests } = observe();
  const client = create({ token: "token", fetch });
  const left = { body: undefined, signal: undefined, headers: undefined, retry: undefined };
  const params = { path: undefined, query: undefined };
  await client.request("GET /contacts", { ...left, params } as object);
  await client.request("GET /contacts", { params: undefined, priority: undefined } as object);
  await client.request("GET /contacts", { priority: "interactive" });
  expect(requests).toHaveLength(3);
});
