import { type CheckedFault, type CheckedPlan, checkPlan } from "./check-plan.ts";
import type {
  FaultKind,
  FaultPlan,
  Faults,
  PlannedFault,
  SlowFault,
  TriggeredFault,
} from "./fault.ts";
import { seededRandom } from "./seeded-random.ts";
import { requestMatcher, type TargetRequest } from "./target.ts";

/** A fault that changes the response and does not only delay it. */
export type ResponseFault = Exclude<CheckedFault, SlowFault>;

/** The faults that one request triggers. */
export interface TriggeredFaults {
  readonly latencyMs: number;
  readonly fault: ResponseFault | undefined;
  /** Whether the request is handled in spite of the fault. */
  readonly isApplied: boolean;
  readonly faults: readonly TriggeredFault[];
}

interface PlanState {
  readonly id: string;
  readonly plan: CheckedPlan;
  readonly matches: (request: TargetRequest) => boolean;
  readonly chance: () => number;
  matched: number;
  triggered: number;
}

const appliedByDefault: readonly FaultKind[] = ["cut-off", "content-type", "broken-json"];

/** The planned faults, and how many requests each has matched and triggered. */
export class FaultPlans implements Faults {
  readonly #seed: string;
  #planned: PlanState[] = [];
  #count = 0;

  /** @param seed the seed of `chance`. */
  constructor(seed: string) {
    this.#seed = seed;
  }

  add(given: FaultPlan): PlannedFault {
    const plan = checkPlan(given);
    const matches = requestMatcher(plan);
    // Seeded with the plan and not with its id: the plan fails the same requests after other plans.
    const chance = seededRandom(`${this.#seed} ${JSON.stringify(plan)}`);
    this.#count += 1;
    const planned = { id: String(this.#count), plan, matches, chance, matched: 0, triggered: 0 };
    this.#planned.push(planned);
    return toPlannedFault(planned);
  }

  list(): PlannedFault[] {
    return this.#planned.map(toPlannedFault);
  }

  remove(id: string): boolean {
    const before = this.#planned.length;
    this.#planned = this.#planned.filter((planned) => planned.id !== id);
    return this.#planned.length < before;
  }

  clear(): void {
    this.#planned = [];
  }

  /** Removes every plan, and restarts the ids. */
  reset(): void {
    this.clear();
    this.#count = 0;
  }

  /**
   * Returns the faults that a request triggers. Of the faults that change its response only the
   * first one is triggered, and the others remain for the next request; latencies add up.
   */
  trigger(request: TargetRequest): TriggeredFaults {
    let fault: ResponseFault | undefined;
    let latencyMs = 0;
    const faults: TriggeredFault[] = [];
    for (const planned of this.#planned) {
      if (!planned.matches(request) || !isDue(planned)) continue;
      const { id, plan } = planned;
      if (plan.fault.kind !== "slow") {
        if (fault) continue;
        fault = plan.fault;
      }
      planned.triggered += 1;
      latencyMs += plan.fault.latencyMs ?? 0;
      faults.push({ id, kind: plan.fault.kind });
    }
    return { latencyMs, fault, isApplied: !fault || isApplied(fault), faults };
  }
}

/** Counts a matching request, and returns whether it triggers the fault. */
function isDue(planned: PlanState): boolean {
  const { skip = 0, times = Number.POSITIVE_INFINITY, chance } = planned.plan;
  planned.matched += 1;
  if (chance !== undefined) return planned.chance() < chance;
  return planned.matched > skip && planned.triggered < times;
}

function isApplied(fault: ResponseFault): boolean {
  return fault.applied ?? appliedByDefault.includes(fault.kind);
}

function toPlannedFault({ id, plan, matched, triggered }: PlanState): PlannedFault {
  return { id, ...structuredClone(plan), matched, triggered };
}
