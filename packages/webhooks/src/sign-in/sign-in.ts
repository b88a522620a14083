import { ConfigError } from "@interkit/core";
import { textsOf } from "../signatures/header-values.ts";
import type { RequestHeaders } from "../signatures/signed-request.ts";
import { exchangeCode } from "./exchange.ts";
import { type Grant, identify, persistentClientOf } from "./grant.ts";
import { type SignInOptions, type SignInSettings, settingsOf } from "./options.ts";
import { SignInError } from "./sign-in-error.ts";
import { States } from "./state.ts";

/** Where to send a browser, and the cookie to give it. */
export interface SignInStart {
  /** The page of Intercom where a teammate grants access. */
  readonly url: string;
  /** The state in the URL. */
  readonly state: string;
  /** The value of a `Set-Cookie` header, which binds the state to the browser. */
  readonly cookie: string;
}

/** The request with which a browser comes back: a `Request`, or that of any framework. */
export interface SignInCallback {
  /** The URL or its path, with the query. */
  readonly url?: string | undefined;
  /** As the framework has them. */
  readonly headers: RequestHeaders;
}

/** What a teammate decided: to grant access, or not to. */
export type SignInResult<Payload = unknown> =
  | (Grant & {
      readonly outcome: "granted";
      /** What `start` was given. */
      readonly payload: Payload;
      /** The value of a `Set-Cookie` header that removes the cookie of the sign-in. */
      readonly clearCookie: string;
    })
  | {
      readonly outcome: "denied";
      /** Intercom's word for it, such as `access_denied`. */
      readonly error: string;
      /** Intercom's sentence about it, if there is one. It comes with the URL: escape it in a page. */
      readonly description: string | undefined;
      /** What `start` was given, if the state was made for this browser. */
      readonly payload: Payload | undefined;
      /** The value of a `Set-Cookie` header that removes the cookie of the sign-in. */
      readonly clearCookie: string;
    };

/** The sign-in of an app with OAuth. */
export interface SignIn<Payload = unknown> {
  /**
   * Starts a sign-in: returns the URL of Intercom's page, and the cookie that the same browser has to
   * have when it comes back. The payload comes back with it. It is signed, not encrypted: no secrets.
   *
   * @throws {ConfigError} for a payload that is too long for a URL.
   */
  start(payload?: Payload): Promise<SignInStart>;
  /** Starts a sign-in, and returns the redirect to respond with. */
  redirect(payload?: Payload): Promise<Response>;
  /**
   * Ends a sign-in: checks the state, exchanges the code, which is sent once, and gets the teammate and
   * the workspace.
   *
   * @throws {ConfigError} for what is no request, such as a URL alone.
   * @throws {SignInError} for a state that was not made for this browser, has expired or was used before, and for
   * a teammate who has not confirmed their email address.
   * @throws {ApiError} when Intercom refuses the code, and what a client of the API throws.
   */
  finish(callback: SignInCallback): Promise<SignInResult<Payload>>;
  /**
   * Exchanges a code for a token, for a program that checks states itself. A code may end in `=`, which
   * belongs to it.
   *
   * @throws {ApiError} when Intercom refuses the code.
   */
  exchangeCode(code: string): Promise<string>;
  /**
   * Gets the teammate and the workspace of a token.
   *
   * @throws {SignInError} for a teammate who has not confirmed their email address.
   * @throws {ApiError} when Intercom refuses the token.
   */
  identify(token: string): Promise<Pick<Grant, "workspace" | "admin">>;
}

const cookieName = "__Host-interkit-sign-in";
const cookieAttributes = "Path=/; HttpOnly; Secure; SameSite=Lax";
const clearCookie = `${cookieName}=; Max-Age=0; ${cookieAttributes}`;

/**
 * Creates the sign-in of an app with OAuth: it connects workspaces, and signs teammates in. It runs on a
 * server, which keeps the client secret.
 *
 * A state is signed, is bound to a cookie of the browser, expires and counts once. There is no PKCE, since
 * Intercom documents none: the client secret protects the exchange. Scopes are those of the app in
 * the Developer Hub.
 *
 * @throws {ConfigError} for options that are unknown, missing or wrong, and in a page of a browser.
 * @see https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth
 *
 * @example
 * ```ts
 * import { createSignIn } from "@interkit/webhooks/sign-in";
 *
 * const signIn = createSignIn({
 *   clientId: process.env["INTERCOM_CLIENT_ID"] ?? "",
 *   clientSecret: process.env["INTERCOM_CLIENT_SECRET"] ?? "",
 * });
 *
 * export default {
 *   async fetch(request: Request): Promise<Response> {
 *     if (new URL(request.url).pathname === "/connect") return signIn.redirect();
 *     const result = await signIn.finish(request);
 *     if (result.outcome === "denied") return new Response("You did not connect Intercom.");
 *     return new Response(`Connected ${result.workspace.name}.`);
 *   },
 * };
 * ```
 */
export function createSignIn<Payload = unknown>(options: SignInOptions): SignIn<Payload> {
  const settings = settingsOf(options);
  const states = new States(settings.clientSecret, settings.stateTtlMs, settings.store);
  const signIn: SignIn<Payload> = {
    start: async (payload) => {
      const { state, nonce } = await states.create(payload);
      const maxAge = Math.ceil(settings.stateTtlMs / 1_000);
      const cookie = `${cookieName}=${nonce}; Max-Age=${maxAge}; ${cookieAttributes}`;
      return { url: pageUrl(settings, state), state, cookie };
    },
    redirect: async (payload) => {
      const { url, cookie } = await signIn.start(payload);
      const headers = { Location: url, "Set-Cookie": cookie, "Cache-Control": "no-store" };
      return new Response(null, { status: 302, headers });
    },
    finish: async (callback) => {
      const { url = "", headers } = Object(callback) as SignInCallback;
      if (typeof headers !== "object") {
        throw new ConfigError(
          "finish takes the request with which the browser comes back: an object with url and headers",
        );
      }
      const query = queryOf(url);
      const bound = { state: query.get("state") ?? "", nonce: nonceIn(headers) ?? "" };
      const error = query.get("error");
      if (error !== null) {
        const description = query.get("error_description")?.replaceAll("+", " ");
        const payload = (await states.peek(bound)) as Payload | undefined;
        return { outcome: "denied", error, description, payload, clearCookie };
      }
      const payload = (await states.use(bound)) as Payload;
      const code = query.get("code");
      if (!code) throw new SignInError("code-missing");
      const token = await signIn.exchangeCode(code);
      const grantedAt = new Date();
      const identity = await signIn.identify(token);
      return { outcome: "granted", token, grantedAt, ...identity, payload, clearCookie };
    },
    exchangeCode: (code) => {
      const { clientId: client_id, clientSecret: client_secret, connecting } = settings;
      return exchangeCode({ code, client_id, client_secret }, connecting);
    },
    identify: async (token) => {
      const identity = await identify(persistentClientOf(token, settings.connecting));
      if (identity.admin.emailVerified || settings.allowsUnverified) return identity;
      throw new SignInError("unverified-email");
    },
  };
  return signIn;
}

function pageUrl({ page, clientId, redirectUri }: SignInSettings, state: string): string {
  const query = new URLSearchParams({ client_id: clientId, state });
  if (redirectUri !== undefined) query.set("redirect_uri", redirectUri);
  return `${page}/oauth?${query}`;
}

/** A code is base64, which may have a plus sign: it is no space here, as it would be in a form. */
function queryOf(url: string): URLSearchParams {
  const query = url.replace(/^[^?]*[?]?/, "").replace(/#.*$/, "");
  return new URLSearchParams(query.replaceAll("+", "%2B"));
}

function nonceIn(headers: RequestHeaders): string | undefined {
  // Browsers protect the name of the cookie: a comma, or white space of other kinds, within another cookie of a
  // neighbouring site must not end its value.
  const pairs = textsOf(headers, "cookie").flatMap((text) => text.split(/;[ \t]*/));
  const own = pairs.find((pair) => pair.startsWith(`${cookieName}=`));
  return own?.slice(cookieName.length + 1);
}
