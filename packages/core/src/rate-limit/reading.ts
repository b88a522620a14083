import type { ReadableHeaders } from "../exchange.ts";
/** Intercom meters in windows of this length. */
export const windowMs = 10_000;

/** Clocks that differ by less are taken as equal: `Date` counts in whole seconds. */
const tolerableSkewMs = 2_000;

/** What an answer says about the limit. */
export interface Reading {
  readonly limit: number | undefined;
  /** Calls that were counted in the window when the answer was made. */
  readonly used: number | undefined;
  /** Milliseconds until the window ends, by this machine's clock. */
  readonly endsInMs: number | undefined;
}

/** Reads the rate limit headers of an answer; any of them may be missing, or make no sense. */
export function readHeaders(headers: ReadableHeaders, now: number): Reading {
  const limit = whole(headers, "x-ratelimit-limit");
  const remaining = whole(headers, "x-ratelimit-remaining");
  const used = limit !== undefined && remaining !== undefined ? limit - remaining : undefined;
  return {
    limit: limit === 0 ? undefined : limit,
    used: used !== undefined && used >= 0 ? used : undefined,
    endsInMs: endsIn(headers, now),
  };
}

function endsIn(headers: ReadableHeaders, now: number): number | undefined {
  const reset = whole(headers, "x-ratelimit-reset");
  if (reset === undefined) return undefined;
  const date = Date.parse(headers.get("date") ?? "");
  // The server's clock, when it is not ours: the middle of the second that it names.
  const skewMs = Number.isNaN(date) ? 0 : date + 500 - now;
  const endsInMs = reset * 1000 - now - (Math.abs(skewMs) > tolerableSkewMs ? skewMs : 0);
  return endsInMs > -windowMs && endsInMs <= 2 * windowMs ? endsInMs : undefined;
}

function whole(headers: ReadableHeaders, name: string): number | undefined {
  const text = headers.get(name);
  return text !== null && /^\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
}
