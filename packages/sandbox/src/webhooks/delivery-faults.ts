import { closest } from "../faults/closest.ts";
import { seededRandom } from "../faults/seeded-random.ts";

/**
 * What goes wrong with notifications on their way. Each chance is from 0, never, to 1, always. With the
 * same seed of the sandbox and the same `seed` here, the same notifications are affected.
 */
export interface DeliveryFaults {
  /** The chance that a notification is sent twice, with the same id. */
  readonly duplicate?: number;
  /** The chance that a notification is never sent. */
  readonly lose?: number;
  /**
   * The chance that a notification is sent after the next one. It waits a second of the sandbox's
   * clock at most.
   */
  readonly shuffle?: number;
  /** The longest delay of a notification, in milliseconds of the sandbox's clock. */
  readonly delayMs?: number;
  /** The seed of the random choices, in addition to the seed of the sandbox. */
  readonly seed?: string;
}

/** What goes wrong with one notification. */
export interface ChosenFaults {
  readonly isDuplicated: boolean;
  readonly isLost: boolean;
  readonly isShuffled: boolean;
  readonly delayMs: number;
}

const chances = ["duplicate", "lose", "shuffle"] as const;
const names = [...chances, "delayMs", "seed"];

/** The longest `delayMs`: a day. */
const maxDelayMs = 86_400_000;

/** @throws {TypeError} when a fault is unknown or its value is invalid. */
export function checkFaults(given: DeliveryFaults): DeliveryFaults {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError("The faults of webhooks are an object such as { duplicate: 0.3 }.");
  }
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name)) {
      const meant = closest(name, names);
      const hint = meant ? `Did you mean ${meant}?` : `There are ${names.join(", ")}.`;
      throw new TypeError(`Webhooks have no fault ${JSON.stringify(name)}. ${hint}`);
    }
    if (value === undefined) continue;
    if (name === "seed") {
      if (typeof value !== "string") throw new TypeError("seed is a string.");
      continue;
    }
    const most = name === "delayMs" ? maxDelayMs : 1;
    if (typeof value !== "number" || !(value >= 0 && value <= most)) {
      const shown = JSON.stringify(value) ?? String(value);
      throw new TypeError(`${name} is a number from 0 to ${most}, not ${shown}.`);
    }
  }
  // A change of one property would have no effect.
  return Object.freeze({ ...given });
}

/** Chooses faults for one notification after the other. */
export function faultChooser(faults: DeliveryFaults, sandboxSeed: string): () => ChosenFaults {
  const random = seededRandom(`${sandboxSeed} webhooks ${faults.seed ?? ""}`);
  return () => {
    // Each notification takes the same number of random choices, whatever the chances.
    const [isDuplicated, isLost, isShuffled] = chances.map(
      (name) => random() < (faults[name] ?? 0),
    ) as [boolean, boolean, boolean];
    return {
      isDuplicated,
      isLost,
      isShuffled,
      delayMs: Math.floor(random() * (faults.delayMs ?? 0)),
    };
  };
}
