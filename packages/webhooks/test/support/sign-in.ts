import { createSignIn, SignInError, type SignInOptions } from "@interkit/webhooks/sign-in";
import { admin, clientId, clientSecret, intercomServer } from "./oauth.ts";

/** A sign-in at a server of the test, and a browser that goes through it. */
export async function setUp(options: Partial<SignInOptions> = {}) {
  const intercom = await intercomServer();
  intercom.codes.set("code=", "token-1");
  intercom.admins.set("token-1", admin("abc12345"));
  const signIn = createSignIn<unknown>({
    clientId,
    clientSecret,
    baseUrl: intercom.url,
    ...options,
  });
  const start = async (payload?: unknown) => {
    const started = await signIn.start(payload);
    return { ...started, cookie: sentCookie(started.cookie) };
  };
  const finish = (query: string, cookie: string | undefined) =>
    signIn.finish({ url: `/callback?${query}`, headers: { Cookie: cookie } });
  return { intercom, signIn, start, finish };
}

/** What a browser sends for a `Set-Cookie` header, among other cookies. */
export function sentCookie(setCookie: string): string {
  return `theme=dark; ${setCookie.split(";")[0]}; last=1`;
}

/** The problem of a sign-in that was refused; the error, if it is another one. */
export const problemOf = (error: unknown): unknown =>
  error instanceof SignInError ? error.problem : error;
