import type { Store } from "../../store/store.ts";
import type { Seeds } from "../seeds.ts";
import type { Chance } from "./chance.ts";

/** What the parts of a workspace are made with. Times are in Unix seconds. */
export interface World {
  readonly seeds: Seeds;
  readonly store: Store;
  readonly chance: Chance;
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
export function between({ chance }: World, from: number, to: number, pulled = 1): number {
  let distance = chance.part();
  for (let i = 1; i < pulled; i++) distance *= chance.part();
  return Math.max(from, to - Math.floor(distance * (to - from)));
}

/** One for so many, but one at least. */
export function oneFor(count: number, all: number): number {
  return Math.max(1, Math.round(all / count));
}

/** The letters of a name, as addresses have them. */
export function plain(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .trim()
    .replace(/[ -]+/g, "-");
}
