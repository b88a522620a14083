import type { ReadableHeaders } from "../transport/exchange.ts";

/** Intercom meters in windows of this length. */
export const windowMs = 10_000;

/** The shortest delay before another request after a 429, whatever the response requests. */
export const minPauseMs = 250;

/** Timers cannot wait for longer than 24 days, and would end at once. */
const maxTimerMs = 24 * 24 * 3_600_000;

/** The rate limit headers of a response. Times are in milliseconds of the server's clock. */
export interface RateLimitHeaders {
  readonly limit: number | undefined;
  /** Calls that were counted in the window when the response was made; 0 when it is not reported. */
  readonly used: number;
  /** When the window ends. */
  readonly resetAt: number | undefined;
  /** When the response was made: the start of the second in its `Date`. */
  readonly date: number | undefined;
}

/** Reads the rate limit headers of a response; any of them may be missing or invalid. */
export function readHeaders(headers: ReadableHeaders): RateLimitHeaders {
  const limit = smallest(numbersIn(headers, "x-ratelimit-limit"));
  const remaining = smallest(numbersIn(headers, "x-ratelimit-remaining"));
  return {
    limit: limit === 0 ? undefined : limit,
    used: Math.max(0, Number(limit) - Number(remaining) || 0),
    resetAt: resetAtOf(headers),
    date: largest(datesIn(headers.get("date"))),
  };
}

/** Whether a response reports that no call is left in the window. */
export function isWindowExhausted(headers: ReadableHeaders): boolean {
  return smallest(numbersIn(headers, "x-ratelimit-remaining")) === 0;
}

/** When the window ends, in milliseconds since 1970. */
export function resetAtOf(headers: ReadableHeaders): number | undefined {
  const seconds = largest(numbersIn(headers, "x-ratelimit-reset"));
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Milliseconds until a retry after a 429 makes sense: as requested, or until the window ends. */
export function retryAfterMs(headers: ReadableHeaders): number | undefined {
  const resetAt = resetAtOf(headers);
  const waitMs = requestedDelayMs(headers) ?? (resetAt && clampToTimer(resetAt - Date.now()));
  return waitMs === undefined ? undefined : Math.max(minPauseMs, waitMs);
}

/** Milliseconds that `Retry-After` requests, in seconds or as a date. */
export function requestedDelayMs(headers: ReadableHeaders): number | undefined {
  const seconds = largest(numbersIn(headers, "retry-after"));
  if (seconds !== undefined) return clampToTimer(seconds * 1000);
  const date = largest(datesIn(headers.get("retry-after")));
  return date === undefined ? undefined : clampToTimer(date - Date.now());
}

const clampToTimer = (ms: number) => Math.min(maxTimerMs, Math.max(0, ms));

const oneNumber = /^\d{1,12}(\.\d{1,9})?$/;

/**
 * Returns the numbers of a header. Repeated headers, as when a proxy adds its own, arrive as a list; a
 * list with anything else in it is ignored.
 */
function numbersIn(headers: ReadableHeaders, name: string): readonly number[] {
  const text = headers.get(name);
  if (text === null) return none;
  if (oneNumber.test(text)) return [Number(text)];
  const parts = text.split(",").map((part) => part.trim());
  return parts.every((part) => oneNumber.test(part)) ? parts.map(Number) : none;
}

const none: readonly number[] = [];

const httpDate =
  /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT/g;
const httpDates = new RegExp(`^${httpDate.source}(?:\\s*,\\s*${httpDate.source})*$`);

/** The last header with a date, and its dates: all responses of a second have the same. */
let lastText = "";
let lastDates = none;

/** The dates of a header in the one format that HTTP writes; `Date.parse` alone reads nearly anything. */
function datesIn(text: string | null): readonly number[] {
  if (text === null) return none;
  if (text !== lastText) {
    lastText = text;
    lastDates = parseDates(text);
  }
  return lastDates;
}

function parseDates(text: string): readonly number[] {
  if (!httpDates.test(text)) return none;
  const dates = text.match(httpDate) ?? [];
  return dates.map((date) => Date.parse(date)).filter((date) => !Number.isNaN(date));
}

// Of several values the one that allows fewer calls is used.
const smallest = (numbers: readonly number[]) =>
  numbers.length === 0 ? undefined : Math.min(...numbers);
const largest = (numbers: readonly number[]) =>
  numbers.length === 0 ? undefined : Math.max(...numbers);
