import { attemptTimeout } from "../layers/attempt-timeout.ts";
import { authorisation } from "../layers/authorisation.ts";
import { originGuard } from "../layers/origin-guard.ts";
import { ownLayers } from "../layers/own-layers.ts";
import { promised } from "../layers/promised.ts";
import { rateLimited } from "../layers/rate-limited.ts";
import { retry } from "../layers/retry.ts";
import { RetryBudget } from "../layers/retry-budget.ts";
import { watched } from "../layers/watched.ts";
import type { Watchers } from "../observe/watchers.ts";
import type { Limiter } from "../rate-limit/limiter.ts";
import { compose, type Step, type Transport } from "../transport/exchange.ts";
import { direct, fetchTransport } from "../transport/fetch-transport.ts";
import type { Settings } from "./settings.ts";

/** Puts together what stands between a call and the network. Around all of it is the call's deadline. */
export function transportFor(
  settings: Settings,
  limiter: Limiter | undefined,
  watchers: Watchers,
): Transport {
  const steps: Step[] = [
    ownLayers(settings.layers),
    retry(new RetryBudget(), watchers),
    promised,
    ...(limiter ? [rateLimited(limiter, watchers)] : []),
    watched(watchers),
    attemptTimeout,
    authorisation(settings.token),
    originGuard(new URL(settings.baseUrl).origin),
  ];
  return compose(settings.fetch?.[direct] ?? fetchTransport(settings.fetch), steps);
}
