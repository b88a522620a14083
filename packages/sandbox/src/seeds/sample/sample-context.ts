import type { Store } from "../../store/store.ts";
import type { Seeds } from "../seeds.ts";
import type { Random } from "./random.ts";

/** The context for generating a workspace with data. Times are in Unix seconds. */
export interface SampleContext {
  readonly seeds: Seeds;
  readonly store: Store;
  readonly random: Random;
  /** When the workspace was created. */
  readonly firstDay: number;
  /** The latest time in the workspace. */
  readonly now: number;
  /** The number of contacts that lists return. */
  readonly contacts: number;
  /**
   * The number of contacts that the number of activities depends on: at most 10,000, so that a
   * workspace of 100,000 contacts is generated in seconds.
   */
  readonly active: number;
}

export const day: number = 24 * 3600;

/** A time in a range, closer to its end with a higher `pulled`; 1 is evenly distributed. */
export function timeBetween(
  { random }: SampleContext,
  from: number,
  to: number,
  pulled = 1,
): number {
  let distance = random.fraction();
  for (let i = 1; i < pulled; i++) distance *= random.fraction();
  return Math.max(from, to - Math.floor(distance * (to - from)));
}

/** One for each `count` of `all`, and at least one. */
export function countFor(count: number, all: number): number {
  return Math.max(1, Math.round(all / count));
}

/** A name as used in addresses: lower-case letters, digits and hyphens. */
export function slugOf(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .trim()
    .replace(/[ -]+/g, "-");
}
