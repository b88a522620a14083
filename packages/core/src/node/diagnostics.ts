import { channel } from "node:diagnostics_channel";
import type { Hooks } from "../observe/hooks.ts";

/**
 * The channels that {@link diagnostics} publishes on.
 *
 * @example
 * ```ts
 * import { subscribe } from "node:diagnostics_channel";
 * import { channelNames } from "@interkit/core/node";
 *
 * subscribe(channelNames.onError, (event) => console.error(event));
 * ```
 */
export const channelNames: Readonly<Record<keyof Hooks, string>> = {
  onRequest: "interkit:request",
  onResponse: "interkit:response",
  onRetry: "interkit:retry",
  onRateLimit: "interkit:rate-limit",
  onError: "interkit:error",
};

/**
 * Publishes what happens to calls on Node's `diagnostics_channel`, for tools that listen without the
 * program's knowing: `interkit:request`, `:response`, `:retry`, `:rate-limit` and `:error`. The
 * messages are the events of {@link Hooks}.
 *
 * @example
 * ```ts
 * import { subscribe } from "node:diagnostics_channel";
 * import { createClient } from "@interkit/core/2.16";
 * import { diagnostics } from "@interkit/core/node";
 *
 * subscribe("interkit:response", (event) => console.log(event));
 * const client = createClient({
 *   token: process.env["INTERCOM_TOKEN"] ?? "",
 *   hooks: diagnostics(),
 * });
 * ```
 */
export function diagnostics(): Hooks {
  const publish = (name: keyof Hooks) => {
    const subscribed = channel(channelNames[name]);
    return (event: unknown) => subscribed.publish(event);
  };
  return {
    onRequest: publish("onRequest"),
    onResponse: publish("onResponse"),
    onRetry: publish("onRetry"),
    onRateLimit: publish("onRateLimit"),
    onError: publish("onError"),
  };
}
