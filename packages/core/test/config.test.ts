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
    [undefined, "options are missing"],
    [{}, 'token is missing; give it as "token"'],
    [{ token: "" }, "token is missing"],
    [{ token: 1 }, "token is a number"],
    [{ token: "secret\n" }, "a space or a line break"],
    [{ token: " secret" }, "a space or a line break"],
    [{ token: "Bearer secret" }, 'starts with "Bearer "; give the token alone'],
    [{ token: "sécret" }, "characters that cannot be sent"],
    [{ region: "de" }, 'no region "de"; the regions are us, eu, au'],
    [{ region: "toString" }, 'no region "toString"'],
    [{ region: "eu", baseUrl: "https://example.com" }, '"region" or "baseUrl", not both'],
    [{ baseUrl: "api.intercom.io" }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: "" }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: "ftp://example.com" }, '"baseUrl" must be a whole URL'],
    [{ baseUrl: "http://api.intercom.io" }, "send the token to api.intercom.io unencrypted"],
    [{ baseUrl: "http://127.0.0.1.example.com" }, "unencrypted"],
    [{ baseUrl: "https://user:secret@example.com" }, "no user name, password"],
    [{ baseUrl: "https://example.com/?a=b" }, "query or fragment"],
    [{ fetch: {} }, '"fetch" is an object'],
    [{ timeoutMs: 0 }, '"timeoutMs" must be a number of milliseconds'],
    [{ timeoutMs: Number.NaN }, '"timeoutMs" must be'],
    [{ timeoutMs: 2 ** 31 }, '"timeoutMs" must be'],
    [{ timeoutMs: "1000" }, '"timeoutMs" must be'],
    [{ layers: [undefined] }, '"layers" must be an array of functions'],
    [{ userAgent: "a\nb" }, '"userAgent" must be a line'],
    [{ acessToken: "x" }, 'no option "acessToken"; the options are token, region'],
  ])("%j", (options, message) => {
    const given =
      options === undefined || !Object.keys(options).length ? options : { token: "t", ...options };
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
    ["GET /contacts", { query: { page: 1 } }, "give it as { params: { query } }"],
    ["GET /contacts", { retires: 1 }, 'takes no "retires"; what a call takes is params, body'],
    ["GET /contacts", { body: {} }, "takes no body"],
    ["GET /contacts", null, "takes an object like { params, body }, not null"],
    ["GET /contacts", { timeoutMs: -1 }, '"timeoutMs" must be'],
    ["GET /contacts", { signal: new AbortController() }, '"signal" must be an AbortSignal'],
    ["GET /contacts", { headers: { Authorization: "Bearer secret" } }, "give it to createClient"],
    ["GET /contacts", { headers: { "intercom-version": "2.7" } }, "@interkit/core/<version>"],
    ["GET /contacts", { headers: { "x-a": "secret\n\u0000" } }, "cannot be sent"],
    ["POST /contacts", { body: { at: 1n } }, "at of the body is a bigint"],
    ["GET /contacts", { params: { header: {} } }, '"params" takes path and query, and no "header"'],
    ["GET /contacts", { params: [] }, '"params" is an array'],
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
