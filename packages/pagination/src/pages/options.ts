import { type CallOptions, ConfigError, callOptionNames } from "@interkit/core";
import { checkCount } from "../iteration/check-count.ts";

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
}

/** Checked options: those of a list with their defaults, and those of its calls. */
export interface ListSettings {
  readonly prefetch: number;
  readonly concurrency: number;
  readonly dedupes: boolean;
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
  const { prefetch = 1, concurrency = 4, dedupe, ...call } = options;
  checkCount(route, "prefetch", prefetch, 0);
  checkCount(route, "concurrency", concurrency, 1);
  if (dedupe !== undefined && dedupe !== "id") {
    throw new ConfigError(`${route}: "dedupe" can only be "id"`);
  }
  return { prefetch, concurrency, dedupes: dedupe === "id", call };
}
