/** The share of the examples: a quarter in `npm test`, and all of them, which is 1, in `npm run test:soak`. */
export const share: number = Number(process.env["PROPERTY_SHARE"] ?? 0.25);

/** Whether all examples are tested, as in `npm run test:soak`. `npm test` has a share of them. */
export const hasAllExamples: boolean = share >= 1;

/** A share of a count of examples, such as kills: at least `least`. */
export function shareOf(count: number, least = 1): number {
  return Math.max(least, Math.ceil(count * share));
}

/** The first and the last example, or all of them in `npm run test:soak`. */
export function firstAndLast<T>(all: readonly T[]): readonly T[] {
  return hasAllExamples ? all : all.filter((_, at) => at === 0 || at === all.length - 1);
}
