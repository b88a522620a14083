import { ConfigError } from "./errors.ts";
import type { Layer, Send } from "./layer.ts";
import type { CallOptions, ClientOptions, Token } from "./options.ts";
import { kindOf } from "./values.ts";

/** Checked options of a client. */
export interface Settings {
  readonly token: Token;
  /** Where requests go, without a slash at the end. */
  readonly baseUrl: string;
  readonly send: Send;
  readonly timeoutMs: number;
  readonly layers: readonly Layer[];
  readonly userAgent: string;
}

const hosts = {
  us: "https://api.intercom.io",
  eu: "https://api.eu.intercom.io",
  au: "https://api.au.intercom.io",
} as const;

const clientOptions: ReadonlySet<string> = new Set<keyof ClientOptions>([
  "token",
  "region",
  "baseUrl",
  "fetch",
  "timeoutMs",
  "layers",
  "userAgent",
]);

/** A timer cannot wait longer: beyond 31 bits it fires at once. */
const longestTimeout = 2 ** 31 - 1;

/** Checks the options of a client, each mistake with its mend. */
export function settingsFrom(options: ClientOptions): Settings {
  if (typeof options !== "object" || options === null) {
    throw new ConfigError("The options are missing; give at least { token }");
  }
  for (const name of Object.keys(options)) {
    if (clientOptions.has(name)) continue;
    throw new ConfigError(
      `There is no option "${name}"; the options are ${[...clientOptions].join(", ")}`,
    );
  }
  const { token, fetch, layers = [], userAgent = "interkit" } = options;
  if (typeof token !== "function") checkToken(token);
  if (fetch !== undefined && typeof fetch !== "function") {
    throw new ConfigError(`The option "fetch" is ${kindOf(fetch)}; give a function like fetch`);
  }
  if (!Array.isArray(layers) || layers.some((layer) => typeof layer !== "function")) {
    throw new ConfigError('The option "layers" must be an array of functions');
  }
  if (typeof userAgent !== "string" || !/^[\x20-\x7e]*\S[\x20-\x7e]*$/.test(userAgent)) {
    throw new ConfigError('The option "userAgent" must be a line of plain text, like "my-app/1.0"');
  }
  return {
    token,
    baseUrl: baseUrlFrom(options),
    // Looked up on each request, so that a fetch that is instrumented later is used as well.
    send: fetch ?? ((request) => globalThis.fetch(request)),
    timeoutMs: checkTimeout(options.timeoutMs ?? 60_000),
    layers: [...layers],
    userAgent,
  };
}

/** Refuses what cannot be an access token. The message never quotes it. */
export function checkToken(token: unknown): string {
  if (token === undefined || token === null || token === "") {
    throw new ConfigError(
      'The access token is missing; give it as "token" (is the environment variable set?)',
    );
  }
  if (typeof token !== "string") {
    throw new ConfigError(`The access token is ${kindOf(token)}; give a string`);
  }
  if (/^bearer\s/i.test(token)) {
    throw new ConfigError('The access token starts with "Bearer "; give the token alone');
  }
  if (/\s/.test(token)) {
    throw new ConfigError(
      "The access token holds a space or a line break; was it copied or read with its line end?",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigError("The access token holds characters that cannot be sent in a header");
  }
  return token;
}

/** Refuses a timeout that a timer cannot keep. */
export function checkTimeout(timeoutMs: unknown): number {
  const usable =
    timeoutMs === Number.POSITIVE_INFINITY ||
    (typeof timeoutMs === "number" && timeoutMs > 0 && timeoutMs <= longestTimeout);
  if (!usable) {
    throw new ConfigError(
      `The option "timeoutMs" must be a number of milliseconds from 1 to ${longestTimeout}, or Infinity for none`,
    );
  }
  return timeoutMs as number;
}

/** Refuses headers that cannot be sent, and those that belong to the client. */
export function checkHeaders(headers: CallOptions["headers"]): Headers {
  let checked: Headers;
  try {
    checked = new Headers(headers);
  } catch {
    // The platform's own message quotes the value, which may be secret.
    throw new ConfigError('The option "headers" holds a name or value that cannot be sent');
  }
  if (checked.has("authorization")) {
    throw new ConfigError(
      'The token is not a header of a call; give it to createClient as "token", which may be a function',
    );
  }
  if (checked.has("intercom-version")) {
    throw new ConfigError(
      "The API version is not a header of a call; import createClient from @interkit/core/<version>",
    );
  }
  return checked;
}

function baseUrlFrom({ region, baseUrl }: ClientOptions): string {
  if (baseUrl === undefined) {
    if (region === undefined) return hosts.us;
    if (Object.hasOwn(hosts, region)) return hosts[region];
    throw new ConfigError(
      `There is no region ${JSON.stringify(region)}; the regions are ${Object.keys(hosts).join(", ")}`,
    );
  }
  if (region !== undefined) {
    throw new ConfigError('Give "region" or "baseUrl", not both: each says where requests go');
  }
  const url = typeof baseUrl === "string" && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError('The option "baseUrl" must be a whole URL, like "https://example.com"');
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new ConfigError(
      `The option "baseUrl" would send the token to ${url.hostname} unencrypted; use https`,
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new ConfigError(
      'The option "baseUrl" must have no user name, password, query or fragment',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
