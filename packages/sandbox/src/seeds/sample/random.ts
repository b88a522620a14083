import type { Faker } from "@faker-js/faker";
import { faker as shared } from "@faker-js/faker/locale/en";
import { hash } from "../../store/ids.ts";

/** Names and numbers that look picked by chance, and follow from a name alone. */
export class Random {
  /** One of our own: the one that faker gives out is the program's, with a seed of its own. */
  readonly faker: Faker = new (shared.constructor as typeof Faker)({
    locale: shared.rawDefinitions,
  });
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Begins anew for one part of the data, so that no part depends on how another is made. */
  startPart(part: string): void {
    this.faker.seed(Number.parseInt(hash(`${this.#name} ${part}`), 16));
  }

  /** A whole number, both ends included. */
  integer(from: number, to: number): number {
    return to <= from ? from : this.faker.number.int({ min: from, max: to });
  }

  /** A number from 0 to 1. */
  fraction(): number {
    return this.integer(0, 1_000_000) / 1_000_000;
  }

  /** True so often: `0.2` is once in five times. */
  chance(share: number): boolean {
    return this.fraction() < share;
  }

  pick<T>(things: readonly T[]): T {
    const thing = things[this.integer(0, things.length - 1)];
    if (thing === undefined) throw new Error("There is nothing to choose from.");
    return thing;
  }

  /** Some of them, each once, in their order. */
  pickSome<T>(things: readonly T[], count: number): T[] {
    const wanted = new Set<T>();
    const few = Math.min(count, things.length);
    while (wanted.size < few) wanted.add(this.pick(things));
    return things.filter((thing) => wanted.has(thing));
  }
}

/** Puts words into the places of a text: `{name}`. */
export function fillTemplate(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => words[name] ?? place);
}
