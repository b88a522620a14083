import { chanceFrom } from "./chance.ts";
import { type CheckedFault, type CheckedPlan, checkPlan } from "./check-plan.ts";
import type {
  FaultKind,
  FaultPlan,
  Faults,
  PlannedFault,
  SlowFault,
  StruckFault,
} from "./fault.ts";
import { type Asked, aim } from "./target.ts";

/** A fault that changes the answer, and does not only hold it back. */
export type SpoilingFault = Exclude<CheckedFault, SlowFault>;

/** What strikes one request. */
export interface Strike {
  readonly latencyMs: number;
  readonly fault: SpoilingFault | undefined;
  /** Whether the work is done in spite of it. */
  readonly isApplied: boolean;
  readonly by: readonly StruckFault[];
}

interface Planned {
  readonly id: string;
  readonly plan: CheckedPlan;
  readonly fits: (asked: Asked) => boolean;
  readonly chance: () => number;
  matched: number;
  struck: number;
}

const spoilers: readonly FaultKind[] = ["cut-off", "content-type", "broken-json"];

/** The faults that were planned, and who is struck by them. */
export class FaultPlans implements Faults {
  readonly #seed: string;
  #planned: Planned[] = [];
  #count = 0;

  /** The seed is what chance follows from. */
  constructor(seed: string) {
    this.#seed = seed;
  }

  add(given: FaultPlan): PlannedFault {
    const plan = checkPlan(given);
    const fits = aim(plan);
    // From what is planned, not from the id: the same plan after others strikes the same requests.
    const chance = chanceFrom(`${this.#seed} ${JSON.stringify(plan)}`);
    this.#count += 1;
    const planned = { id: String(this.#count), plan, fits, chance, matched: 0, struck: 0 };
    this.#planned.push(planned);
    return shown(planned);
  }

  list(): PlannedFault[] {
    return this.#planned.map(shown);
  }

  remove(id: string): boolean {
    const before = this.#planned.length;
    this.#planned = this.#planned.filter((planned) => planned.id !== id);
    return this.#planned.length < before;
  }

  clear(): void {
    this.#planned = [];
  }

  /** Takes every plan back, and counts from the beginning. */
  reset(): void {
    this.clear();
    this.#count = 0;
  }

  /**
   * What strikes a request. Of the faults that spoil its answer only the first does, and the others
   * are kept for the next request; what slows it down adds up.
   */
  strike(asked: Asked): Strike {
    let fault: SpoilingFault | undefined;
    let latencyMs = 0;
    const by: StruckFault[] = [];
    for (const planned of this.#planned) {
      if (!planned.fits(asked) || !isDue(planned)) continue;
      const { id, plan } = planned;
      if (plan.fault.kind !== "slow") {
        if (fault) continue;
        fault = plan.fault;
      }
      planned.struck += 1;
      latencyMs += plan.fault.latencyMs ?? 0;
      by.push({ id, kind: plan.fault.kind });
    }
    return { latencyMs, fault, isApplied: !fault || isApplied(fault), by };
  }
}

/** Counts a request that a plan is about, and says whether it is one that it strikes. */
function isDue(planned: Planned): boolean {
  const { skip = 0, times = Number.POSITIVE_INFINITY, chance } = planned.plan;
  planned.matched += 1;
  if (chance !== undefined) return planned.chance() < chance;
  return planned.matched > skip && planned.struck < times;
}

function isApplied(fault: SpoilingFault): boolean {
  return fault.applied ?? spoilers.includes(fault.kind);
}

function shown({ id, plan, matched, struck }: Planned): PlannedFault {
  return { id, ...structuredClone(plan), matched, struck };
}
