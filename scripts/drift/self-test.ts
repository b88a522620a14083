import type { JsonObject } from "interkit-generator/description/source";
import { findingsOf } from "./findings.ts";
import { mutationKinds } from "./mutations.ts";

/** How many changes of a kind were tried, and how many of them the comparison reports. */
export interface Sight {
  readonly kind: string;
  readonly tried: number;
  readonly seen: number;
  /** How many more have no effect: what they state is stated elsewhere, or excluded there. */
  readonly idle: number;
  /** The changes that were not seen, by number. */
  readonly unseen: readonly number[];
}

/**
 * Changes an official document at places that are chosen at random, once for each try, and counts
 * which changes drift reports: each makes the list of differences another one, accepted or not.
 * A change is without effect where even the document before and after it do not differ.
 */
export function selfTest(
  ours: JsonObject,
  official: JsonObject,
  { tries, seed }: { readonly tries: number; readonly seed: number },
): Sight[] {
  const before = namesOf(ours, official);
  const same = namesOf(official, official);
  const random = randomFrom(seed);
  return mutationKinds.map(({ name, of }) => {
    const places = of(structuredClone(official)).map((_, index) => index);
    const unseen: number[] = [];
    let [tried, idle] = [0, 0];
    while (tried < tries && places.length > 0) {
      const [place = 0] = places.splice(Math.floor(random() * places.length), 1);
      const changed = structuredClone(official);
      of(changed)[place]?.();
      const isSeen = namesOf(ours, changed) !== before;
      if (!isSeen && namesOf(official, changed) === same) idle++;
      else {
        tried++;
        if (!isSeen) unseen.push(place);
      }
    }
    return { kind: name, tried, seen: tried - unseen.length, idle, unseen };
  });
}

function namesOf(ours: JsonObject, official: JsonObject): string {
  const { findings } = findingsOf(ours, official);
  return [...new Set(findings.flatMap(({ facts }) => facts.map(({ name }) => name)))]
    .sort()
    .join("\n");
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
