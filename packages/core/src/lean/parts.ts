import { checkHooks, checkLayers } from "../client/settings.ts";
import { attemptTimeout } from "../layers/attempt-timeout.ts";
import { limitRate } from "../layers/limit-rate.ts";
import { notifyHooks } from "../layers/notify-hooks.ts";
import { retry } from "../layers/retry.ts";
import { RetryBudget } from "../layers/retry-budget.ts";
import { userLayers } from "../layers/user-layers.ts";
import { HookList } from "../observe/hook-list.ts";
import type { Hooks } from "../observe/hooks.ts";
import { Limiter } from "../rate-limit/limiter.ts";
import { checkRateLimit, type RateLimitOptions } from "../rate-limit/options.ts";
import { createCounter } from "../rate-limit/shared-counter.ts";
import type { TransportLayer } from "../transport/exchange.ts";
import type { Layer } from "../transport/layer.ts";
import { checkRetry, type RetryOptions, type RetrySettings } from "../transport/retry-options.ts";

/** What the layer of a part needs of its client. */
export interface PartContext {
  readonly token: string;
  readonly baseUrl: string;
  readonly hooks: HookList | undefined;
}

type MakeLayer = (context: PartContext) => TransportLayer;

/** The layers of parts, the first one outermost. */
export const layerOrder = ["user", "retry", "limit", "notify", "attempt"] as const;

/** A part of a client that is made by `createLeanClient`. It may be passed to several clients. */
export interface Part {
  /** The function that made it. */
  readonly name: "retries" | "rateLimits" | "hooks" | "layers";
  /**
   * Its layers, by their place in {@link layerOrder}.
   *
   * @internal
   */
  readonly layers: { readonly [Name in (typeof layerOrder)[number]]?: MakeLayer };
  /**
   * The hooks of all layers.
   *
   * @internal
   */
  readonly hooks?: HookList | undefined;
  /**
   * Checks the option `retry` of a call.
   *
   * @internal
   */
  readonly retryOf?: (retry: RetryOptions | number | false | undefined) => RetrySettings;
}

/**
 * Retries failed attempts where that has no second effect, and limits the time of an attempt: the option
 * `retry` of a client and of a call.
 *
 * @throws {ConfigError} for invalid options.
 *
 * @example
 * ```ts
 * import { createLeanClient, retries } from "@interkit/core/lean";
 *
 * const token = process.env["INTERCOM_TOKEN"] ?? "";
 * const client = createLeanClient("2.16", { token }, retries({ attempts: 5 }));
 * ```
 */
export function retries(options?: RetryOptions | number): Part {
  const settings = checkRetry(options);
  return {
    name: "retries",
    layers: {
      retry: ({ hooks }) => retry(new RetryBudget(), hooks),
      attempt: () => attemptTimeout,
    },
    retryOf: (given) => checkRetry(given, settings),
  };
}

/**
 * Keeps to Intercom's limit of calls: the option `rateLimit` of a client.
 *
 * @throws {ConfigError} for invalid options, when the client is made.
 *
 * @example
 * ```ts
 * import { createLeanClient, rateLimits } from "@interkit/core/lean";
 *
 * const token = process.env["INTERCOM_TOKEN"] ?? "";
 * const client = createLeanClient("2.16", { token }, rateLimits({ reserve: 0.2 }));
 * ```
 */
export function rateLimits(options?: RateLimitOptions): Part {
  return {
    name: "rateLimits",
    layers: {
      limit: ({ token, baseUrl, hooks }) => {
        const rateLimit = checkRateLimit(token, options);
        const counter = createCounter({ token, baseUrl, rateLimit });
        return limitRate(new Limiter(rateLimit, performance.now(), counter), hooks);
      },
    },
  };
}

/**
 * Watches the calls: the option `hooks` of a client.
 *
 * @throws {ConfigError} for anything but objects of functions.
 *
 * @example
 * ```ts
 * import { logTo } from "@interkit/core";
 * import { createLeanClient, hooks } from "@interkit/core/lean";
 *
 * const token = process.env["INTERCOM_TOKEN"] ?? "";
 * const client = createLeanClient("2.16", { token }, hooks(logTo(console)));
 * ```
 */
export function hooks(...all: readonly Hooks[]): Part {
  return {
    name: "hooks",
    layers: { notify: (context) => notifyHooks(context.hooks) },
    hooks: HookList.of(checkHooks(all)),
  };
}

/**
 * Puts your own layers around the calls, the first outermost: the option `layers` of a client.
 *
 * @throws {ConfigError} for anything but functions.
 *
 * @example
 * ```ts
 * import { createLeanClient, layers } from "@interkit/core/lean";
 *
 * const token = process.env["INTERCOM_TOKEN"] ?? "";
 * const client = createLeanClient("2.16", { token }, layers((next) => (request) => next(request)));
 * ```
 */
export function layers(...all: readonly Layer[]): Part {
  const checked = checkLayers(all);
  return { name: "layers", layers: { user: () => userLayers(checked) } };
}
