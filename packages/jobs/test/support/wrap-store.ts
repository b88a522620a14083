import type { StateStore } from "@interkit/jobs";

/** The store with some of its methods replaced. */
export function wrapStore(store: StateStore, methods: Partial<StateStore>): StateStore {
  return {
    acquire: (...args) => store.acquire(...args),
    owner: (...args) => store.owner(...args),
    renew: (...args) => store.renew(...args),
    release: (...args) => store.release(...args),
    progress: (...args) => store.progress(...args),
    commit: (...args) => store.commit(...args),
    failed: (...args) => store.failed(...args),
    records: (...args) => store.records(...args),
    close: () => store.close(),
    ...methods,
  };
}
