import { spawnSync } from "node:child_process";
import { ConfigError } from "@interkit/core";
import { type MessengerClaims, signMessengerJwt, userHash } from "@interkit/webhooks/identity";
import fc from "fast-check";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, describe, expect, test, vi } from "vitest";

const secret = "a secret of the Messenger, 40 characters";
const verify = (token: string) => jwtVerify(token, new TextEncoder().encode(secret));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("tokens for the Messenger", () => {
  test("another implementation verifies any claims and reads them unchanged", async () => {
    const attribute = fc.jsonValue({ maxDepth: 2 });
    const name = fc.string({ minLength: 1 }).filter((one) => !reserved.includes(one));
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, unit: "grapheme" }),
        fc.dictionary(name, attribute, { noNullPrototype: true }),
        async (user_id, attributes) => {
          const claims: MessengerClaims = { ...attributes, user_id };
          const { payload } = await verify(await signMessengerJwt(claims, { secret }));
          const { exp, iat, ...rest } = payload;
          expect(rest).toEqual(JSON.parse(JSON.stringify(claims)));
          expect(Number(exp) - Number(iat)).toBe(3_600);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a token expires after the seconds given", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_900 });
    const token = await signMessengerJwt({ user_id: "1" }, { secret, expiresInSeconds: 60 });
    expect(decodeProtectedHeader(token)).toEqual({ alg: "HS256", typ: "JWT" });
    expect((await verify(token)).payload).toMatchObject({ iat: 1_700_000_000, exp: 1_700_000_060 });
    vi.setSystemTime(1_700_000_061_000);
    await expect(verify(token)).rejects.toMatchObject({ code: "ERR_JWT_EXPIRED" });
  });

  test("a token is the one that openssl computes", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const token = await signMessengerJwt({ user_id: "Zoë" }, { secret });
    const claims = '{"user_id":"Zoë","iat":1700000000,"exp":1700003600}';
    const signed = ['{"alg":"HS256","typ":"JWT"}', claims].map(base64url).join(".");
    const signature = base64url(Buffer.from(hmac(signed, secret), "hex"));
    expect(token).toBe(`${signed}.${signature}`);
  });

  test("what a class gives its objects is no claim", async () => {
    class User {
      readonly email = "ada@example.com";
      get user_id(): string {
        return "1";
      }
    }
    const user = new User() as unknown as MessengerClaims;
    await expect(signMessengerJwt(user, { secret })).rejects.toThrow('"user_id" must be the id');
  });

  test("an attribute that contains itself is refused, one that comes twice is not", async () => {
    const plan: Record<string, unknown> = { name: "pro" };
    const claims = { user_id: "1", plans: [plan, plan] };
    expect((await verify(await signMessengerJwt(claims, { secret }))).payload).toMatchObject(
      claims,
    );
    plan["parent"] = { plan };
    await expect(signMessengerJwt(claims, { secret })).rejects.toThrow('"plans" is not JSON');
  });

  test("an attribute that is undefined is left out", async () => {
    const token = await signMessengerJwt({ user_id: "1", email: undefined }, { secret });
    expect((await verify(token)).payload).not.toHaveProperty("email");
  });

  test.each<[string, object, object, RegExp]>([
    ["no user_id", { email: "ada@example.com" }, {}, /"user_id" must be the id/],
    ["a user_id that is a number", { user_id: 7 }, {}, /"user_id" must be the id/],
    ["an empty user_id", { user_id: "" }, {}, /"user_id" must be the id/],
    ["no claims", undefined as never, {}, /"user_id" must be the id/],
    ["an expiry of its own", { user_id: "1", exp: 1 }, {}, /"exp" is a claim of the token itself/],
    ["a date", { user_id: "1", seen: new Date(0) }, {}, /"seen" is not JSON/],
    ["a number that is none", { user_id: "1", age: Number.NaN }, {}, /"age" is not JSON/],
    ["a big number", { user_id: "1", plan: { id: 1n } }, {}, /"plan" is not JSON/],
    ["a short secret", { user_id: "1" }, { secret: "secret" }, /at least 32 bytes/],
    ["no secret", { user_id: "1" }, { secret: undefined }, /at least 32 bytes/],
    ["no time", { user_id: "1" }, { expiresInSeconds: 0 }, /"expiresInSeconds" must be a whole/],
    ["part of a second", { user_id: "1" }, { expiresInSeconds: 0.5 }, /must be a whole/],
  ])("%s is refused", async (_what, claims, options, message) => {
    const error = await signMessengerJwt(
      claims as MessengerClaims,
      {
        secret,
        ...options,
      } as never,
    ).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain("secret of the Messenger, 40");
  });

  test("a page of a browser is refused", async () => {
    vi.stubGlobal("document", {});
    await expect(signMessengerJwt({ user_id: "1" }, { secret })).rejects.toThrow(
      "signMessengerJwt runs on a server alone",
    );
    await expect(userHash("1", secret)).rejects.toThrow("userHash runs on a server alone");
  });
});

describe("user_hash", () => {
  test.each(["4711", "ada@example.com", "Zoë 👩‍💻"])(
    "the hash of %s is that of openssl",
    async (id) => {
      expect(await userHash(id, "old secret")).toBe(hmac(id, "old secret"));
    },
  );

  test("an empty id or secret is refused", async () => {
    await expect(userHash("", secret)).rejects.toThrow(
      '"userIdOrEmail" of userHash must be a text',
    );
    await expect(userHash("1", "")).rejects.toThrow('"secret" of userHash must be a text');
  });
});

const reserved = ["aud", "exp", "iat", "iss", "jti", "nbf", "sub", "user_id", "__proto__"];

function base64url(content: string | Buffer): string {
  return Buffer.from(content).toString("base64url");
}

/** HMAC-SHA256 in hexadecimal digits, by openssl. */
function hmac(text: string, key: string): string {
  const { stdout } = spawnSync("openssl", ["dgst", "-sha256", "-hmac", key], { input: text });
  return String(stdout).trim().split(" ").at(-1) ?? "";
}
