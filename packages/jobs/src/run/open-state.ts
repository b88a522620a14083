import { fileState } from "../state/file-state.ts";
import type { StateStore } from "../state/state-store.ts";

/** Calls a function with the store of a run. A store that is opened for it is closed afterwards. */
export async function withState<T>(
  state: string | StateStore,
  use: (state: StateStore) => Promise<T>,
): Promise<T> {
  if (typeof state !== "string") return use(state);
  const store = fileState(state);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
