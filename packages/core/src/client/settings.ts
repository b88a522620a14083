import { ConfigError } from "../errors/errors.ts";
import { checkTimeout, describeType } from "../errors/values.ts";
import { defaultRegion, hosts } from "../generated/api.ts";
import { checkToken } from "../layers/authorisation.ts";
import { isLoopback } from "../layers/origin-guard.ts";
import type { Hooks } from "../observe/hooks.ts";
import { checkRateLimit, type RateLimitSettings } from "../rate-limit/options.ts";
import type { CustomFetch } from "../transport/fetch-transport.ts";
import type { Layer } from "../transport/layer.ts";
import type { Priority, Token } from "../transport/options.ts";
import type { BodyLimits } from "../transport/response-body.ts";
import { checkRetry, type RetrySettings } from "../transport/retry-options.ts";
import type { ClientOptions } from "./options.ts";

/** Checked options of a client. */
export interface Settings {
  readonly token: Token;
  /** Where requests go, without a slash at the end. */
  readonly baseUrl: string;
  readonly fetch: CustomFetch | undefined;
  readonly timeoutMs: number;
  readonly limits: BodyLimits;
  readonly retry: RetrySettings;
  /** `undefined` when the rate limit is off. */
  readonly rateLimit: RateLimitSettings | undefined;
  readonly hooks: readonly Hooks[];
  readonly layers: readonly Layer[];
  readonly userAgent: string;
}

const clientOptionNames: ReadonlySet<string> = new Set<keyof ClientOptions>([
  "token",
  "region",
  "baseUrl",
  "fetch",
  "timeoutMs",
  "idleTimeoutMs",
  "maxAnswerBytes",
  "retry",
  "rateLimit",
  "hooks",
  "layers",
  "userAgent",
]);

/** Checks the options of a client. Each error names the mistake and its correction. */
export function settingsFrom(options: ClientOptions): Settings {
  if (typeof options !== "object" || options === null) {
    throw new ConfigError("The options are missing; give at least { token }");
  }
  for (const name of Object.keys(options)) {
    if (clientOptionNames.has(name)) continue;
    throw new ConfigError(
      `There is no option "${name}"; the options are ${[...clientOptionNames].join(", ")}`,
    );
  }
  const { token, fetch, layers, userAgent = "interkit" } = options;
  if (typeof token !== "function") checkToken(token);
  if (fetch !== undefined && typeof fetch !== "function") {
    throw new ConfigError(
      `The option "fetch" is ${describeType(fetch)}; give a function like fetch`,
    );
  }
  if (typeof userAgent !== "string" || !/^ *[\x21-\x7e][\x20-\x7e]*$/.test(userAgent)) {
    throw new ConfigError('The option "userAgent" must be a line of plain text, like "my-app/1.0"');
  }
  return {
    token,
    baseUrl: sharedBaseUrl(options),
    fetch,
    timeoutMs: checkTimeout(options.timeoutMs ?? 60_000),
    limits: limitsFrom(options),
    retry: checkRetry(options.retry),
    rateLimit: options.rateLimit === false ? undefined : checkRateLimit(token, options.rateLimit),
    hooks: checkHooks(options.hooks),
    layers: layers === undefined ? noLayers : checkLayers(layers),
    userAgent,
  };
}

// What is not set is the same object for all clients: a program may have one for each of its tenants.
const usualLimits: BodyLimits = { idleMs: 30_000, maxBytes: 64 * 1024 * 1024 };
const noLayers: readonly Layer[] = [];
const noHooks: readonly Hooks[] = [];

function limitsFrom({ idleTimeoutMs, maxAnswerBytes }: ClientOptions): BodyLimits {
  if (idleTimeoutMs === undefined && maxAnswerBytes === undefined) return usualLimits;
  return {
    idleMs: checkTimeout(idleTimeoutMs ?? usualLimits.idleMs, "idleTimeoutMs"),
    maxBytes: checkBytes(maxAnswerBytes ?? usualLimits.maxBytes),
  };
}

function checkBytes(bytes: unknown): number {
  const usable =
    bytes === Number.POSITIVE_INFINITY || (Number.isSafeInteger(bytes) && (bytes as number) > 0);
  if (usable) return bytes as number;
  throw new ConfigError(
    'The option "maxAnswerBytes" must be a whole number of bytes, at least 1, or Infinity for all',
  );
}

/** Checks a priority. */
export function checkPriority(priority: unknown): Priority {
  if (priority === undefined) return "interactive";
  if (priority === "interactive" || priority === "bulk") return priority;
  throw new ConfigError('The option "priority" must be "interactive" or "bulk"');
}

const hookNames: ReadonlySet<string> = new Set<keyof Hooks>([
  "onRequest",
  "onResponse",
  "onRetry",
  "onRateLimit",
  "onError",
]);

/** Checks the layers of a client. */
export function checkLayers(layers: readonly Layer[]): readonly Layer[] {
  if (Array.isArray(layers) && layers.every((layer) => typeof layer === "function")) {
    return [...layers];
  }
  throw new ConfigError('The option "layers" must be an array of functions');
}

/** Checks the hooks of a client. */
export function checkHooks(hooks: ClientOptions["hooks"]): readonly Hooks[] {
  if (hooks === undefined) return noHooks;
  const all: readonly unknown[] = [hooks].flat();
  for (const one of all) {
    if (typeof one !== "object" || one === null) {
      throw new ConfigError(
        `The option "hooks" holds ${describeType(one)}; give an object of functions`,
      );
    }
    for (const [name, hook] of Object.entries(one)) {
      if (hookNames.has(name) && (hook === undefined || typeof hook === "function")) continue;
      throw new ConfigError(
        `"hooks" takes functions called ${[...hookNames].join(", ")}; it holds ${JSON.stringify(name)}, ${describeType(hook)}`,
      );
    }
  }
  return all as readonly Hooks[];
}

let lastBaseUrl: { readonly given?: string; readonly checked: string } = { checked: "" };

/** Checks the base URL when it is not that of the client before: the clients of all tenants often have the same. */
function sharedBaseUrl({ region, baseUrl }: ClientOptions): string {
  if (region !== undefined || baseUrl === undefined) return baseUrlFrom({ region, baseUrl });
  if (baseUrl !== lastBaseUrl.given) {
    lastBaseUrl = { given: baseUrl, checked: baseUrlFrom({ baseUrl }) };
  }
  return lastBaseUrl.checked;
}

/** Returns where requests are sent, without a slash at the end. */
export function baseUrlFrom({
  region,
  baseUrl,
}: Pick<ClientOptions, "region" | "baseUrl">): string {
  if (baseUrl === undefined) {
    if (region === undefined) return hosts[defaultRegion];
    if (Object.hasOwn(hosts, region)) return hosts[region];
    throw new ConfigError(
      `There is no region ${JSON.stringify(region)}; the regions are ${Object.keys(hosts).join(", ")}`,
    );
  }
  if (region !== undefined) {
    throw new ConfigError('Give "region" or "baseUrl", not both: each says where requests go');
  }
  const url = typeof baseUrl === "string" && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
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

/** Returns the origin of a checked base URL: the text before its path. */
export function originOf(baseUrl: string): string {
  const end = baseUrl.indexOf("/", "https://".length);
  return end === -1 ? baseUrl : baseUrl.slice(0, end);
}
