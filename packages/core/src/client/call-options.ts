import type { CallOptions } from "./options.ts";

const names: Readonly<Record<keyof CallOptions, true>> = {
  signal: true,
  timeoutMs: true,
  retry: true,
  priority: true,
  headers: true,
};

/**
 * The names of the options of a call, in the one place where they are listed: what takes options
 * beside a payload tells by them whether an option stands in the wrong place.
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
