/** The options of a workspace with data: see `seed` in the options of a sandbox. */
export interface SeedOptions {
  /** The seed of the generated data: the same name gives the same workspace. */
  readonly name: string;
  /** How many contacts are listed, from 1 to 100,000. 50 when left out. */
  readonly contacts?: number;
}

const maxContacts = 100_000;

/** @throws {TypeError | RangeError} when there is no name, or no such number of contacts. */
export function readSeed(
  seed: string | SeedOptions | undefined,
): Required<SeedOptions> | undefined {
  if (seed === undefined) return undefined;
  const { name, contacts = 50 } = typeof seed === "string" ? { name: seed } : (seed ?? {});
  if (typeof name !== "string" || name === "") {
    throw new TypeError('seed needs a name that the data is generated from, such as "acme".');
  }
  if (!Number.isInteger(contacts) || contacts < 1 || contacts > maxContacts) {
    const wanted = `a whole number from 1 to ${maxContacts}`;
    throw new RangeError(`seed.contacts must be ${wanted}, not ${String(contacts)}.`);
  }
  return { name, contacts };
}

/** The latest time in a workspace with data: 1 September 2026, 9:00 UTC. */
export const defaultSampleTime = 1_788_253_200;
