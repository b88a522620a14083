import { ConfigError } from "@interkit/core";
import { checkNames } from "../options/option-names.ts";
import { checkFinite } from "../options/positive.ts";
import { bytesOf } from "../signatures/body.ts";
import { secretsOf } from "../signatures/secrets.ts";
import { signBody } from "../signatures/sign.ts";
import type { RecordedDelivery } from "./recorded-delivery.ts";

/** Where notifications are sent to, and how. */
export interface ReplayOptions {
  /** The URL of the endpoint. Redirects are not followed. */
  readonly to: string | URL;
  /** The client secret that signs them anew; by default, they have the signature that they came with. */
  readonly secret?: string | undefined;
  /** How long the endpoint may take for a response, in milliseconds; 5,000 by default, as at Intercom. */
  readonly timeoutMs?: number | undefined;
  /** Ends the replay: the iteration throws its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Sends the requests; the platform's `fetch` by default. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** How the endpoint responded to a notification. */
export interface ReplayResult {
  /** What was sent. */
  readonly delivery: RecordedDelivery;
  /** Whether the status was from 200 to 299. */
  readonly isDelivered: boolean;
  /** The HTTP status; `undefined` where there was no response. */
  readonly status: number | undefined;
  /** Why there was no response. */
  readonly error: string | undefined;
}

/**
 * Sends notifications again, byte for byte, one after the other in the given order, as the results are read. One
 * that fails does not end the others, and is not sent twice.
 *
 * @param deliveries such as those of `readRecording`.
 * @throws {ConfigError} for an address that is none, and for wrong options.
 *
 * @example
 * ```ts
 * import { readRecording, replayDeliveries } from "@interkit/webhooks/recordings";
 *
 * const missed = readRecording("notifications.jsonl", { since: new Date("2026-11-28T09:00:00Z") });
 * const to = "http://127.0.0.1:3000/webhooks";
 * for await (const { delivery, status, error } of replayDeliveries(missed, { to })) {
 *   console.log(delivery.topic, delivery.id, status ?? error);
 * }
 * ```
 */
export function replayDeliveries(
  deliveries: Iterable<RecordedDelivery> | AsyncIterable<RecordedDelivery>,
  options: ReplayOptions,
): AsyncIterable<ReplayResult> {
  checkNames("replayDeliveries", options, ["to", "secret", "timeoutMs", "signal", "fetch"]);
  const { to, secret, timeoutMs = 5_000, signal, fetch = globalThis.fetch } = options;
  if (secret !== undefined) secretsOf(secret);
  checkFinite({ timeoutMs });
  if (typeof fetch !== "function") throw new ConfigError(`"fetch" must be a function`);
  return resultsOf(deliveries, { to: addressOf(to), secret, timeoutMs, signal, fetch });
}

type Settings = ReplayOptions & {
  readonly to: string;
  readonly timeoutMs: number;
  readonly fetch: NonNullable<ReplayOptions["fetch"]>;
};

function addressOf(to: string | URL): string {
  const url = URL.canParse(String(to)) ? new URL(to) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new ConfigError(`"to" must be a URL, such as http://127.0.0.1:3000/webhooks`);
  }
  if (url.username || url.password) {
    throw new ConfigError(`"to" must have no user name and no password: requests have none`);
  }
  return url.href;
}

async function* resultsOf(
  deliveries: Iterable<RecordedDelivery> | AsyncIterable<RecordedDelivery>,
  settings: Settings,
): AsyncGenerator<ReplayResult> {
  for await (const delivery of deliveries) yield await send(delivery, settings);
}

async function send(delivery: RecordedDelivery, settings: Settings): Promise<ReplayResult> {
  const { secret, timeoutMs, signal } = settings;
  const { headers: kept, body } = delivery;
  signal?.throwIfAborted();
  // A name in another case would be a second signature.
  const headers = new Headers(kept);
  const signed = secret === undefined ? {} : await signBody(body, { secret });
  for (const [name, value] of Object.entries(signed)) headers.set(name, value);
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const init = { method: "POST", headers, body: bytesOf(body), signal: limit.signal };
    const response = await settings.fetch(settings.to, { ...init, redirect: "manual" });
    await response.body?.cancel();
    const { ok: isDelivered, status } = response;
    return { delivery, isDelivered, status, error: undefined };
  } catch (error) {
    signal?.throwIfAborted();
    const reason = limit.signal.aborted
      ? `There was no response within ${timeoutMs} ms`
      : messageOf(error);
    return { delivery, isDelivered: false, status: undefined, error: reason };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** The message of an error of `fetch`, whose cause has the reason; that of several addresses has a code alone. */
function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as { readonly code?: unknown };
  return cause.message || (typeof code === "string" ? code : cause.name);
}
