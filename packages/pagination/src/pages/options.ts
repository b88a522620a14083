import { type CallOptions, ConfigError, callOptionNames } from "@interkit/core";
import { checkCount } from "../iteration/check-count.ts";
import type { ListNotice } from "./notice.ts";

/** Options of a list: those of its calls, and how far it reads ahead. */
export interface ListOptions extends CallOptions {
  /**
   * How many pages are requested before they are reached; 1 by default, 0 for none. The next page is
   * requested when the first item of a page is taken, and never beyond a `limit`.
   */
  readonly prefetch?: number | undefined;
  /**
   * How many pages of a list with page numbers are requested at the same time; 4 by default. Their order
   * is kept. Other lists state their next page in each response, so that they are read page by page.
   */
  readonly concurrency?: number | undefined;
  /**
   * `"id"` leaves out items whose id was among the last 50,000: an item that is changed during a search
   * may come twice.
   */
  readonly dedupe?: "id" | undefined;
  /**
   * Is called with what is no error and may still matter, such as a list that ended with other items than
   * it counted. What the function throws is dropped, so that a mistake in a log line loses no item.
   */
  readonly onNotice?: ((notice: ListNotice) => void) | undefined;
  /**
   * A workspace has one scroll of companies at a time; another one is refused until it ends, or for a
   * minute after its last request. `"wait"` sends again until then, for up to five minutes, with a notice;
   * by default, the refusal is thrown.
   */
  readonly onScrollBusy?: "throw" | "wait" | undefined;
  /**
   * A scroll ends a minute after its last request, and a lost response cannot be requested again.
   * `"restart"` starts it again then, up to three times, with a notice: all its items come again, without
   * those that `dedupe` knows. By default, the failure is thrown.
   */
  readonly onScrollExpired?: "throw" | "restart" | undefined;
  /**
   * A page that failed twice with a 5xx or a timeout, or a search that answers 404, is requested with fewer
   * items, down to one. `"skip"` leaves out a record that fails alone, and needs `onNotice`, which gets its
   * place: up to three in a row, in lists with page numbers. With `inRanges`, and in `since`, a search leaves
   * out the rest of the second that has the record. By default, and in all other lists, the failure is
   * thrown.
   */
  readonly onUnreadable?: "throw" | "skip" | undefined;
}

/** Checked options: those of a list with their defaults, and those of its calls. */
export interface ListSettings {
  readonly prefetch: number;
  readonly concurrency: number;
  readonly dedupes: boolean;
  readonly onNotice: ((notice: ListNotice) => void) | undefined;
  readonly waitsForScroll: boolean;
  readonly restartsScroll: boolean;
  readonly skips: boolean;
  readonly call: CallOptions;
}

/**
 * The names of the options of a list that a call does not have: functions that take options beside a
 * payload use them, with `callOptionNames` of core, to detect an option in the wrong place.
 *
 * @example
 * ```ts
 * import { listOptionNames } from "@interkit/pagination";
 *
 * console.log(listOptionNames.join(", "));
 * ```
 */
export const listOptionNames: readonly Exclude<keyof ListOptions, keyof CallOptions>[] = [
  "prefetch",
  "concurrency",
  "dedupe",
  "onNotice",
  "onScrollBusy",
  "onScrollExpired",
  "onUnreadable",
];

/** The names of all options of a list. */
export const optionNames: readonly string[] = /* @__PURE__ */ (
  callOptionNames as readonly string[]
).concat(listOptionNames);

/** @throws {ConfigError} for an option that does not exist, and for an invalid value. */
export function checkListOptions(route: string, options: ListOptions): ListSettings {
  if (typeof options !== "object" || options === null)
    throw new ConfigError(`${route}: the options must be an object`);
  for (const name of Object.keys(options)) {
    if (optionNames.includes(name)) continue;
    throw new ConfigError(
      `${route}: the options may not have "${name}"; they may have ${optionNames.join(", ")}`,
    );
  }
  const { prefetch = 1, concurrency = 4, dedupe, onNotice, ...rest } = options;
  const { onScrollBusy, onScrollExpired, onUnreadable, ...call } = rest;
  checkCount(route, "prefetch", prefetch, 0);
  checkCount(route, "concurrency", concurrency, 1);
  if (onNotice !== undefined && typeof onNotice !== "function") {
    throw new ConfigError(`${route}: "onNotice" must be a function`);
  }
  const skips = isSet(route, "onUnreadable", onUnreadable, "skip", "throw");
  if (skips && onNotice === undefined) {
    throw new ConfigError(`${route}: "onUnreadable" needs "onNotice", which gets what is left out`);
  }
  return {
    prefetch,
    concurrency,
    dedupes: isSet(route, "dedupe", dedupe, "id"),
    onNotice,
    waitsForScroll: isSet(route, "onScrollBusy", onScrollBusy, "wait", "throw"),
    restartsScroll: isSet(route, "onScrollExpired", onScrollExpired, "restart", "throw"),
    skips,
    call,
  };
}

/** Whether an option has a value, of few that it may have. */
function isSet(
  route: string,
  name: string,
  value: unknown,
  wanted: string,
  usual?: string,
): boolean {
  if (value === wanted) return true;
  if (value === undefined || value === usual) return false;
  const others = usual === undefined ? "" : ` or "${usual}"`;
  throw new ConfigError(`${route}: "${name}" can only be "${wanted}"${others}`);
}
