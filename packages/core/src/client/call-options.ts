import type { CallOptions } from "./options.ts";

const names: Readonly<Record<keyof CallOptions, true>> = {
  signal: true,
  timeoutMs: true,
  retry: true,
  priority: true,
  headers: true,
};

/**
 * The names of the options of a call, in one place: functions that take options beside a payload use
 * them to detect an option in the wrong place.
 *
 * @example
 * ```ts
 * import { callOptionNames } from "@interkit/core";
 *
 * console.log(callOptionNames.join(", "));
 * ```
 */
export const callOptionNames: readonly (keyof CallOptions)[] = Object.keys(
  names,
) as (keyof CallOptions)[];
