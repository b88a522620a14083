import type { Mutant } from "./check-edit.ts";

/** The mutants of each kind. */
export function byKind(mutants: Iterable<Mutant>): Map<string, Mutant[]> {
  const kinds = new Map<string, Mutant[]>();
  for (const mutant of mutants) {
    const known = kinds.get(mutant.kind);
    if (known === undefined) kinds.set(mutant.kind, [mutant]);
    else known.push(mutant);
  }
  return kinds;
}

/** Some mutants of each kind, spread over the description; other ones for another seed. */
export function sampleOf(mutants: Iterable<Mutant>, count: number, seed: number): Mutant[] {
  return [...byKind(mutants).values()].flatMap((all) => {
    const step = Math.max(1, all.length / count);
    const picked = Array.from({ length: Math.min(count, all.length) }, (_, index) => {
      return all[(Math.floor(index * step) + seed) % all.length] as Mutant;
    });
    return [...new Set(picked)];
  });
}
