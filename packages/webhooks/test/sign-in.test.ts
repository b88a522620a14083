import { ConfigError } from "@interkit/core";
import { createSignIn } from "@interkit/webhooks/sign-in";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientId, clientSecret } from "./support/oauth.ts";
import { setUp } from "./support/sign-in.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the page of Intercom", () => {
  test("the URL has the client id, the state and the redirect URL", async () => {
    const redirectUri = "https://example.com/callback?a=1";
    const signIn = createSignIn({ clientId, clientSecret, redirectUri });
    const { url, state } = await signIn.start();
    const { origin, pathname, searchParams } = new URL(url);
    expect([origin, pathname]).toEqual(["https://app.intercom.com", "/oauth"]);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: clientId,
      state,
      redirect_uri: redirectUri,
    });
  });

  test.each([
    ["us", "https://app.intercom.com/oauth"],
    ["eu", "https://app.eu.intercom.com/oauth"],
    ["au", "https://app.au.intercom.com/oauth"],
  ] as const)("teammates of the region %s sign in at %s", async (region, page) => {
    const { url } = await createSignIn({ clientId, clientSecret, region }).start();
    expect(url.startsWith(`${page}?client_id=`)).toBe(true);
  });

  test("a redirect goes there, with a cookie that scripts and other sites do not get", async () => {
    const { signIn } = await setUp();
    const response = await signIn.redirect();
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toContain("/oauth?client_id=client-id&state=");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("set-cookie")).toMatch(
      /^__Host-interkit-sign-in=[\w-]{43}; Max-Age=600; Path=[/]; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test("each start has a state and a cookie of its own, and the URL does not show the cookie", async () => {
    const { signIn } = await setUp();
    const [one, other] = [await signIn.start(), await signIn.start()];
    expect(new Set([one.state, other.state, one.cookie, other.cookie]).size).toBe(4);
    const nonce = /=([\w-]+);/.exec(one.cookie)?.[1] ?? "";
    expect(one.url + Buffer.from(one.state.split(".")[1] ?? "", "base64url")).not.toContain(nonce);
  });
});

describe("the way back", () => {
  test("a code becomes a token, with the workspace and the teammate", async () => {
    const { intercom, signIn, start } = await setUp();
    const { state, cookie } = await start({ account: 7 });
    const url = `https://example.com/callback?code=code=&state=${state}`;
    const result = await signIn.finish(new Request(url, { headers: { Cookie: cookie } }));
    expect(result).toEqual({
      outcome: "granted",
      token: "token-1",
      grantedAt: expect.any(Date),
      workspace: {
        id: "abc12345",
        name: "Workspace abc12345",
        region: "eu",
        timezone: "Europe/London",
      },
      admin: {
        id: "814860",
        name: "Grace Hopper",
        email: "grace@example.com",
        emailVerified: true,
      },
      payload: { account: 7 },
      clearCookie: "__Host-interkit-sign-in=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
    });
    expect(intercom.requests).toEqual([
      {
        method: "POST",
        path: "/auth/eagle/token",
        authorization: undefined,
        body: { code: "code=", client_id: clientId, client_secret: clientSecret },
      },
      { method: "GET", path: "/me", authorization: "Bearer token-1", body: undefined },
    ]);
  });

  test.each([
    ["code%3D", "code="],
    ["a%2Bb%2Fc%3D%3D", "a+b/c=="],
    ["a+b/c==", "a+b/c=="],
  ])("the code %s is exchanged as %s", async (inUrl, code) => {
    const { intercom, start, finish } = await setUp();
    intercom.codes.set(code, "token-1");
    const { state, cookie } = await start();
    expect(await finish(`state=${state}&code=${inUrl}`, cookie)).toMatchObject({
      token: "token-1",
    });
  });

  test("a refusal of the teammate is a result, and nothing is exchanged", async () => {
    const { intercom, start, finish } = await setUp();
    const { state, cookie } = await start("payload");
    const query = "error=access_denied&error_description=The+teammate+declined";
    const denied = {
      outcome: "denied",
      error: "access_denied",
      description: "The teammate declined",
    };
    expect(await finish(`${query}&state=${state}`, cookie)).toMatchObject({
      ...denied,
      payload: "payload",
    });
    expect(await finish(query, undefined)).toMatchObject({ ...denied, payload: undefined });
    expect(intercom.requests).toEqual([]);
  });

  test("whatever payload a sign-in starts with comes back", async () => {
    const { intercom, start, finish } = await setUp();
    const payloads = fc
      .jsonValue({ maxDepth: 2 })
      .filter((one) => JSON.stringify(one).length < 500);
    await fc.assert(
      fc.asyncProperty(payloads, async (payload) => {
        intercom.codes.set("code", "token-1");
        const { state, cookie } = await start(payload);
        const result = await finish(`code=code&state=${state}`, cookie);
        expect(result.payload).toEqual(JSON.parse(JSON.stringify(payload)));
      }),
      { numRuns: 25 },
    );
  });
});

test.each<[string, object, RegExp]>([
  ["no client id", { clientId: "" }, /"clientId" must be a text/],
  ["no client secret", { clientSecret: undefined }, /"clientSecret" must be a text/],
  [
    "a redirect URL that is a path",
    { redirectUri: "/callback" },
    /"redirectUri" must be a whole URL/,
  ],
  [
    "a redirect URL without TLS, to which Intercom does not redirect",
    { redirectUri: "http://example.com/callback" },
    /"redirectUri" must be a whole URL with https/,
  ],
  [
    "a redirect URL that a browser would run",
    { redirectUri: "javascript:alert(1)", baseUrl: "https://example.com" },
    /"redirectUri" must be a whole URL with https/,
  ],
  ["a region that does not exist", { region: "ca" }, /"region" must be one of us, eu, au/],
  [
    "two places",
    { region: "eu", baseUrl: "https://example.com" },
    /"region" or "baseUrl", not both/,
  ],
  ["http", { baseUrl: "http://example.com" }, /unencrypted; use https/],
  ["a timeout of no time", { timeoutMs: 0 }, /"timeoutMs"/],
  ["states of no time", { stateTtlMs: 0 }, /"stateTtlMs" must be a positive number/],
  ["an unknown option", { scopes: [] }, /createSignIn has no option "scopes"/],
])("%s is refused", (_what, options, message) => {
  const create = () => createSignIn({ clientId, clientSecret, ...options });
  expect(create).toThrow(ConfigError);
  expect(create).toThrow(message);
});

test("a page of a browser is refused", () => {
  vi.stubGlobal("document", {});
  expect(() => createSignIn({ clientId, clientSecret })).toThrow("runs on a server alone");
});
