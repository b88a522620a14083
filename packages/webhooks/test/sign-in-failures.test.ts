import { TimeoutError } from "@interkit/core";
import { createSignIn, SignInError } from "@interkit/webhooks/sign-in";
import { describe, expect, test } from "vitest";
import { admin, clientId, clientSecret } from "./support/oauth.ts";
import { problemOf, setUp } from "./support/sign-in.ts";

describe("failures", () => {
  test("a code that Intercom refuses is an error that shows no secret", async () => {
    const { signIn } = await setUp();
    const error = await signIn.exchangeCode("secret-code").catch((one: unknown) => one);
    expect(error).toMatchObject({ kind: "api", status: 401, code: "unauthorized" });
    expect(String(error)).toContain(
      "POST /auth/eagle/token answered 401 unauthorized: Unauthorized Code",
    );
    expect(JSON.stringify(error) + String(error)).not.toMatch(/client-secret|secret-code/);
  });

  test("a server that repeats what was sent does not get it into the error", async () => {
    const fetch = async () =>
      Response.json(
        { errors: [{ code: "bad_request", message: `wrong: ${clientSecret}` }] },
        { status: 400 },
      );
    const signIn = createSignIn({ clientId, clientSecret, fetch });
    const error = await signIn.exchangeCode("code").catch((one: unknown) => one);
    expect(error).toMatchObject({ kind: "api", code: "bad_request" });
    expect(JSON.stringify(error) + String(error)).not.toContain(clientSecret);
  });

  // On a busy machine, the time may be over before the request is sent.
  test("a code is sent once, whatever becomes of it", { retry: 3 }, async () => {
    const { intercom, signIn } = await setUp({ timeoutMs: 100 });
    let respond: () => void = () => undefined;
    intercom.before = () =>
      new Promise((resolve) => {
        respond = resolve;
      });
    await expect(signIn.exchangeCode("code=")).rejects.toBeInstanceOf(TimeoutError);
    await expect.poll(() => intercom.requests.length, { timeout: 5_000 }).toBe(1);
    respond();
  });

  test("a response without a token is an error", async () => {
    const signIn = createSignIn({ clientId, clientSecret, fetch: async () => Response.json({}) });
    await expect(signIn.exchangeCode("code")).rejects.toMatchObject({
      kind: "response",
      problem: "missing",
    });
  });

  test.each([false, null, undefined, "true"])(
    "a teammate whose email_verified is %s is refused, unless the option allows it",
    async (email_verified) => {
      const { intercom, signIn, start, finish } = await setUp();
      intercom.admins.set("token-1", admin("abc12345", { email_verified }));
      const { state, cookie } = await start();
      const refused = await finish(`code=code=&state=${state}`, cookie).catch((one) => one);
      expect(problemOf(refused)).toBe("unverified-email");
      expect(String(refused)).not.toContain("grace@example.com");
      await expect(signIn.identify("token-1")).rejects.toBeInstanceOf(SignInError);
      const baseUrl = intercom.url;
      const lax = createSignIn({ clientId, clientSecret, baseUrl, allowUnverifiedEmail: true });
      const { admin: teammate } = await lax.identify("token-1");
      expect(teammate.emailVerified).toBe(false);
    },
  );

  test("a token of no workspace is refused", async () => {
    const { intercom, signIn } = await setUp();
    intercom.admins.set("token-1", admin("", { app: null }));
    expect(problemOf(await signIn.identify("token-1").catch((one) => one))).toBe("no-workspace");
  });

  test("a region that is not known is left out", async () => {
    const { intercom, signIn } = await setUp();
    intercom.admins.set("token-1", admin("", { app: { id_code: "a", region: "CA" } }));
    expect((await signIn.identify("token-1")).workspace).toEqual({
      id: "a",
      name: "",
      timezone: "Etc/UTC",
    });
  });
});
