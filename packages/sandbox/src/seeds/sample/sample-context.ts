import type { Store } from "../../store/store.ts";
import type { Seeds } from "../seeds.ts";
import type { Random } from "./random.ts";

/** What the parts of a workspace are made with. Times are in Unix seconds. */
export interface SampleContext {
  readonly seeds: Seeds;
  readonly store: Store;
  readonly random: Random;
  /** When the workspace was opened. */
  readonly firstDay: number;
  /** The time up to which things have happened. */
  readonly now: number;
  /** How many contacts lists show. */
  readonly contacts: number;
  /**
   * By how many contacts all that happens is counted. It grows no further from 10,000 on, so that
   * a workspace of 100,000 contacts is made in seconds.
   */
  readonly active: number;
}

export const day: number = 24 * 3600;

/** A time between two others, nearer to the later one the more it is `pulled`: 1 is evenly. */
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

/** One for so many, but one at least. */
export function countFor(count: number, all: number): number {
  return Math.max(1, Math.round(all / count));
}

/** The letters of a name, as addresses have them. */
export function slugOf(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .trim()
    .replace(/[ -]+/g, "-");
}
