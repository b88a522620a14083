import { existsSync } from "node:fs";
import { fileState } from "../state/file-state.ts";
import { memoryState } from "../state/memory-state.ts";
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

/** A state that is only read: a file that does not exist is not created for that. */
export function readableState(state: string | StateStore): string | StateStore {
  return typeof state === "string" && !existsSync(state) ? memoryState() : state;
}
