import { ConfigError, type FetchLike, type Region } from "@interkit/core";
import { checkServer } from "../jwt/server-only.ts";
import { checkNames } from "../options/option-names.ts";
import { checkFinite, checkPositive } from "../options/positive.ts";
import { checkStore, createMemoryStore, type DeliveryStore } from "../receiver/delivery-store.ts";
import { type Connecting, clientOf } from "./grant.ts";

/** Options of `createSignIn`. */
export interface SignInOptions {
  /** The client id of the app, which the Developer Hub shows under Basic information. */
  readonly clientId: string;
  /** The client secret of the app. It signs states as well, so all servers need the same. */
  readonly clientSecret: string;
  /**
   * Which of the app's redirect URLs Intercom sends the browser back to; the first one in the Developer
   * Hub by default.
   */
  readonly redirectUri?: string | undefined;
  /** Where teammates sign in: `app.eu.intercom.com` for `"eu"`; `app.intercom.com` by default. */
  readonly region?: Region | undefined;
  /** Sends all requests and browsers elsewhere, such as to a sandbox: https, or http on this machine. */
  readonly baseUrl?: string | undefined;
  /** Sends each request; the platform's `fetch` by default. */
  readonly fetch?: FetchLike | undefined;
  /** How long a request to Intercom may take, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** How long a teammate may take to sign in, in milliseconds; 600,000 by default. */
  readonly stateTtlMs?: number | undefined;
  /**
   * Remembers which states were used, for as long as they are valid (`stateTtlMs`); by default, in the
   * memory of this process. Intercom accepts a code once in any case.
   */
  readonly store?: DeliveryStore | undefined;
  /** Accepts teammates who have not confirmed their email address. Never do so where it identifies them. */
  readonly allowUnverifiedEmail?: boolean | undefined;
}

export interface SignInSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string | undefined;
  /** The page where a teammate grants access. */
  readonly page: string;
  readonly connecting: Connecting;
  readonly stateTtlMs: number;
  readonly store: DeliveryStore;
  readonly allowsUnverified: boolean;
}

const pages: Readonly<Record<Region, string>> = {
  us: "https://app.intercom.com",
  eu: "https://app.eu.intercom.com",
  au: "https://app.au.intercom.com",
};

const names = [
  ...["clientId", "clientSecret", "redirectUri", "region", "baseUrl", "fetch", "timeoutMs"],
  ...["stateTtlMs", "store", "allowUnverifiedEmail"],
];

/** @throws {ConfigError} for unknown and wrong options. */
export function settingsOf(options: SignInOptions): SignInSettings {
  checkServer("createSignIn");
  checkNames("createSignIn", options, names);
  const { clientId, clientSecret, redirectUri, region = "us", baseUrl, fetch } = options;
  for (const [name, value] of Object.entries({ clientId, clientSecret })) {
    if (typeof value === "string" && value !== "") continue;
    throw new ConfigError(
      `"${name}" must be a text that is not empty; the Developer Hub shows it under Basic information`,
    );
  }
  checkRedirect(redirectUri, baseUrl);
  if (!Object.hasOwn(pages, region)) {
    throw new ConfigError(`"region" must be one of ${Object.keys(pages).join(", ")}`);
  }
  if (baseUrl !== undefined && options.region !== undefined) {
    throw new ConfigError('Give "region" or "baseUrl", not both: each says where browsers go');
  }
  const { timeoutMs = 10_000, stateTtlMs = 600_000, allowUnverifiedEmail = false } = options;
  checkPositive({ timeoutMs });
  checkFinite({ stateTtlMs });
  const { store = createMemoryStore({ ttlMs: stateTtlMs }) } = options;
  checkStore(store);
  const connecting = { baseUrl, fetch, timeoutMs };
  // The client checks the options of its own.
  clientOf("none", connecting);
  return {
    clientId,
    clientSecret,
    redirectUri,
    page: (baseUrl ?? pages[region]).replace(/\/+$/, ""),
    connecting,
    stateTtlMs,
    store,
    allowsUnverified: allowUnverifiedEmail,
  };
}

/** Intercom redirects to HTTPS alone; a sandbox also to a server of a test. */
function checkRedirect(redirectUri: string | undefined, baseUrl: string | undefined): void {
  if (redirectUri === undefined) return;
  const { protocol } = URL.canParse(redirectUri) ? new URL(redirectUri) : { protocol: "" };
  if (protocol === "https:" || (protocol === "http:" && baseUrl !== undefined)) return;
  throw new ConfigError(
    '"redirectUri" must be a whole URL with https, one of those in the Developer Hub',
  );
}
