import type { Faker } from "@faker-js/faker";
import { faker as shared } from "@faker-js/faker/locale/en";
import { hash } from "../../store/ids.ts";

/** Pseudo-random names and numbers, seeded with a name. */
export class Random {
  /** An instance of its own: the program may use the shared one, with a seed of its own. */
  readonly faker: Faker = new (shared.constructor as typeof Faker)({
    locale: shared.rawDefinitions,
  });
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Seeds the generator for one part of the data, so that the parts are independent. */
  startPart(part: string): void {
    this.faker.seed(Number.parseInt(hash(`${this.#name} ${part}`), 16));
  }

  /** An integer, both ends included. */
  integer(from: number, to: number): number {
    return to <= from ? from : this.faker.number.int({ min: from, max: to });
  }

  /** A number from 0 to 1. */
  fraction(): number {
    return this.integer(0, 1_000_000) / 1_000_000;
  }

  /** True with this probability. */
  chance(share: number): boolean {
    return this.fraction() < share;
  }

  pick<T>(things: readonly T[]): T {
    const thing = things[this.integer(0, things.length - 1)];
    if (thing === undefined) throw new Error("There is nothing to choose from.");
    return thing;
  }

  /** `count` different items, in their order. */
  pickSome<T>(things: readonly T[], count: number): T[] {
    const wanted = new Set<T>();
    const few = Math.min(count, things.length);
    while (wanted.size < few) wanted.add(this.pick(things));
    return things.filter((thing) => wanted.has(thing));
  }
}

/** Replaces the placeholders of a text, such as `{name}`. */
export function fillTemplate(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => words[name] ?? place);
}
