import { platformTransport } from "#platform-transport";
import { attemptTimeout } from "../layers/attempt-timeout.ts";
import { authorisation } from "../layers/authorisation.ts";
import { limitRate } from "../layers/limit-rate.ts";
import { notifyHooks } from "../layers/notify-hooks.ts";
import { followRedirects } from "../layers/origin-guard.ts";
import { retry } from "../layers/retry.ts";
import { RetryBudget } from "../layers/retry-budget.ts";
import { TokenSource } from "../layers/token-source.ts";
import { userLayers } from "../layers/user-layers.ts";
import type { HookList } from "../observe/hook-list.ts";
import type { Limiter } from "../rate-limit/limiter.ts";
import { compose, type Transport, type TransportLayer } from "../transport/exchange.ts";
import { fetchTransport, transportSymbol } from "../transport/fetch-transport.ts";
import type { Settings } from "./settings.ts";

/**
 * Builds the transport of a client from its layers. The deadline of a call is outside of all of them.
 */
export function createTransport(
  settings: Settings,
  limiter: Limiter | undefined,
  hooks: HookList | undefined,
): Transport {
  const { token } = settings;
  const layers: TransportLayer[] = [
    userLayers(settings.layers),
    retry(new RetryBudget(), hooks),
    ...(limiter ? [limitRate(limiter, hooks)] : []),
    notifyHooks(hooks),
    attemptTimeout,
    authorisation(
      typeof token === "string" ? token : new TokenSource(token),
      new URL(settings.baseUrl).origin,
      followRedirects,
    ),
  ];
  const { fetch } = settings;
  const customTransport = fetch && (fetch[transportSymbol] ?? fetchTransport(fetch));
  return compose(customTransport ?? platformTransport, layers);
}
