import { platformTransport, sendWithPlatform } from "#platform-transport";
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
import { callCustomFetch } from "../transport/custom-fetch.ts";
import { compose, type Transport, type TransportLayer } from "../transport/exchange.ts";
import {
  type CustomFetch,
  fetchTransport,
  type SendRequest,
  transportSymbol,
} from "../transport/fetch-transport.ts";
import { originOf, type Settings } from "./settings.ts";

/**
 * Builds the transport of a client from its layers. The deadline of a call is outside of all of them.
 */
export function createTransport(
  settings: Settings,
  limiter: Limiter | undefined,
  hooks: HookList | undefined,
): Transport {
  const { token, fetch } = settings;
  const layers: TransportLayer[] = [
    userLayers(settings.layers),
    retry(new RetryBudget(), hooks),
    ...(limiter ? [limitRate(limiter, hooks)] : []),
    notifyHooks(hooks),
    attemptTimeout,
    authorisation(
      typeof token === "string" ? token : new TokenSource(token),
      originOf(settings.baseUrl),
      followRedirects,
    ),
  ];
  const customTransport = fetch && (fetch[transportSymbol] ?? transportOf(fetch));
  return compose(customTransport ?? platformTransport, layers);
}

/** Made once for each `fetch`, which the clients of all tenants often share. */
const transports = new WeakMap<CustomFetch, Transport>();

function transportOf(fetch: CustomFetch): Transport {
  const transport = transports.get(fetch) ?? fetchTransport(senderWith(fetch));
  transports.set(fetch, transport);
  return transport;
}

/** The platform's `fetch` accepts a truncated gzip body, also when a program passes it as an option. */
function senderWith(fetch: CustomFetch): SendRequest {
  const platformFetch = globalThis.fetch;
  if (fetch !== platformFetch) return (url, init) => callCustomFetch(fetch, url, init);
  return (url, init, isStrict) =>
    callCustomFetch((to, sent) => sendWithPlatform(to, sent, isStrict, platformFetch), url, init);
}
