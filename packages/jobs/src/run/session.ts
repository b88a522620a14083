import type { Lease, StateStore } from "../state/state-store.ts";
import { RunControl } from "./control.ts";
import { LeaseKeeper, takeLease } from "./lease-keeper.ts";
import { withState } from "./open-state.ts";
import type { RunSettings } from "./options.ts";

/** What a run has while it has the lease of its job. */
export interface Session {
  readonly state: StateStore;
  readonly lease: Lease;
  readonly control: RunControl;
}

/**
 * Calls a function with the lease of a job, which is renewed during the call and released after it.
 *
 * @throws {JobError} when another process has the lease, or takes it during the call.
 */
export function withLease<T>(
  job: string,
  settings: RunSettings,
  use: (session: Session) => Promise<T>,
  kind: "job" | "sync" = "job",
): Promise<T> {
  settings.signal?.throwIfAborted();
  return withState(settings.state, async (state) => {
    const lease = await takeLease(state, job, settings, kind);
    const control = new RunControl(settings);
    const lose = (error: unknown) => control.controller.abort(error);
    const keeper = new LeaseKeeper(state, lease, settings.leaseMs, lose);
    try {
      return await use({ state, lease, control });
    } finally {
      keeper.stop();
      control.close();
      // A lease that is not released ends by itself.
      await state.release(lease).catch(() => undefined);
    }
  });
}
