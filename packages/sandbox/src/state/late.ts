import type { Store, WorkspaceSnapshot } from "../store/store.ts";

/** The state of a store, with the records that searches do not see yet. */
export function stateWithLate(store: Store): WorkspaceSnapshot {
  const late = store.lag?.late ?? [];
  const snapshot = store.snapshot();
  return late.length > 0 ? { ...snapshot, late } : snapshot;
}

/** Gives a store the records of a state that searches do not see yet. */
export function setLate(store: Store | undefined, state: WorkspaceSnapshot): void {
  if (store?.lag) store.lag.late = state.late ?? [];
}
