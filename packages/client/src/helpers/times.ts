import { ConfigError } from "@interkit/core";
import { offsetAt } from "../times/time-zone.ts";
import { latestSeconds } from "../times/units.ts";

/** A time: a `Date`, or Unix seconds as the API has them. */
export type Time = Date | number;

/** A range of time, which a search by calendar days must find whole. */
export interface TimeRange {
  /** The first moment of the range. */
  readonly from: Time;
  /** The first moment after the range; with none, the range has no end. */
  readonly to?: Time | undefined;
}

/** The times to compare with, in a search that compares by calendar days. */
export interface SearchDays {
  /** For `gt`: the start of the day before the first day. */
  readonly after: Date;
  /** For `lt`: the start of the day after the last day; missing for a range without an end. */
  readonly before?: Date;
}

/**
 * Returns a time in Unix seconds, rounded down, as the API takes it.
 *
 * @throws {ConfigError} for an invalid `Date`, for a number that is not finite, and for milliseconds.
 *
 * @example
 * ```ts
 * import { toUnixSeconds } from "@interkit/client/helpers/times";
 *
 * console.log(toUnixSeconds(new Date("2026-01-01"))); // 1767225600
 * ```
 */
export function toUnixSeconds(time: Time): number {
  return Math.floor(milliseconds("toUnixSeconds", time) / 1000);
}

/**
 * Returns the `Date` of Unix seconds, in which the API reports its times; `null` where it reports none.
 *
 * @throws {ConfigError} for a number that is not finite, and for milliseconds.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { fromUnixSeconds } from "@interkit/client/helpers/times";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const contact = await intercom.contacts.get("5ba682d23d7cf92bef87bfd4");
 * console.log(fromUnixSeconds(contact.created_at).toISOString());
 * console.log(fromUnixSeconds(contact.last_seen_at)?.toISOString() ?? "never seen");
 * ```
 */
export function fromUnixSeconds(seconds: number): Date;
/** @throws {ConfigError} for a number that is not finite, and for milliseconds. */
export function fromUnixSeconds(seconds: number | null | undefined): Date | null;
export function fromUnixSeconds(seconds: number | null | undefined): Date | null {
  if (seconds === null || seconds === undefined) return null;
  return new Date(milliseconds("fromUnixSeconds", seconds));
}

/**
 * Returns the first moment of the calendar day that a time is in, in a time zone, such as that of the
 * workspace. A day has 23 or 25 hours where the clocks change, and may begin at one o'clock.
 *
 * @param timeZone an IANA name, such as `app.timezone` of `intercom.admins.identify()`.
 * @param days counts days onwards from that day; -1 for the day before.
 * @throws {ConfigError} for an invalid time, an unknown time zone, and for days that are no whole number.
 *
 * @example
 * ```ts
 * import { startOfDay } from "@interkit/client/helpers/times";
 *
 * const today = startOfDay(new Date(), "Europe/Dublin");
 * const tomorrow = startOfDay(new Date(), "Europe/Dublin", 1);
 * console.log(tomorrow.getTime() - today.getTime());
 * ```
 */
export function startOfDay(time: Time, timeZone: string, days = 0): Date {
  if (!Number.isSafeInteger(days)) {
    throw new ConfigError("startOfDay needs its days as a whole number, such as -1");
  }
  const ms = milliseconds("startOfDay", time);
  const local = new Date(ms + offsetAt(ms, timeZone));
  local.setUTCHours(0, 0, 0, 0);
  local.setUTCDate(local.getUTCDate() + days);
  if (Number.isNaN(local.getTime())) {
    throw new ConfigError("startOfDay got more days than a Date can represent");
  }
  return new Date(firstMoment(local.getTime(), timeZone));
}

/**
 * Returns the times for a search that compares by calendar days of the workspace and has only `gt` and
 * `lt`: that of contacts up to version 2.16. It finds every contact of the range, and others of its first
 * and last day, which the program has to leave out.
 *
 * @throws {ConfigError} for an invalid time, an unknown time zone, and for a range that ends before it begins.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts
 *
 * @example
 * ```ts
 * import { createIntercom, query } from "@interkit/client/2.16";
 * import { fromUnixSeconds, searchDays } from "@interkit/client/helpers/times";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const { app } = await intercom.admins.identify();
 * const from = new Date(Date.now() - 3_600_000);
 * const { after } = searchDays({ from }, app?.timezone ?? "UTC");
 * const found = intercom.contacts.search({ query: query.contacts.gt("updated_at", after) });
 * for await (const contact of found) {
 *   if (fromUnixSeconds(contact.updated_at) >= from) console.log(contact.id);
 * }
 * ```
 */
export function searchDays(range: TimeRange, timeZone: string): SearchDays {
  const from = milliseconds("searchDays", range.from);
  const after = startOfDay(range.from, timeZone, -1);
  if (range.to === undefined) return { after };
  const to = milliseconds("searchDays", range.to);
  if (to < from) throw new ConfigError("searchDays got a range that ends before it begins");
  // The end is not in the range, so that the start of a day leaves that day out.
  const last = new Date(Math.max(from, to - 1));
  return { after, before: startOfDay(last, timeZone, 1) };
}

function milliseconds(call: string, time: unknown): number {
  if (time instanceof Date) {
    if (Number.isNaN(time.getTime())) throw new ConfigError(`${call} got an invalid Date`);
    return time.getTime();
  }
  if (typeof time !== "number" || !Number.isFinite(time)) {
    throw new ConfigError(`${call} needs a Date or a number of Unix seconds`);
  }
  if (Math.abs(time) >= latestSeconds) {
    throw new ConfigError(
      `${call} got a time in milliseconds; Intercom counts in seconds: give a Date, or divide by 1000`,
    );
  }
  return time * 1000;
}

/** The first moment at which the local time is this one or, where the clocks skip it, a later one. */
function firstMoment(local: number, timeZone: string): number {
  const isReached = (ms: number) => ms + offsetAt(ms, timeZone) >= local;
  const dayMs = 86_400_000;
  const moments = [local - dayMs, local + dayMs].map((ms) => local - offsetAt(ms, timeZone));
  let [early, late] = [Math.min(...moments), Math.max(...moments)];
  if (isReached(early)) return early;
  // The clocks change in between: find the moment of the change.
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (isReached(middle)) late = middle;
    else early = middle;
  }
  return late;
}
