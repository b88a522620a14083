import type { Loader } from "astro/loaders";

type Entry = Parameters<Parameters<Loader["load"]>[0]["store"]["set"]>[0];

/**
 * Stores the pages of a loader at once, when all are loaded. Astro saves its store while pages are loaded, and an
 * earlier state replaces the last one where two saves overlap: pages would be missing on a slow machine. The store
 * also has the pages of the build before, so that `glob` would warn of each changed page as of a second file with the
 * same address.
 */
export function storedAtOnce(loader: Loader): Loader {
  return {
    ...loader,
    load: async (context) => {
      const { store } = context;
      const loaded = new Map<string, Entry>();
      const removed = new Set<string>();
      const own: typeof store = {
        ...store,
        has: (id) => loaded.has(id),
        set: (entry) => loaded.set(entry.id, entry).has(entry.id),
        delete: (id) => removed.add(id),
      };
      await loader.load({ ...context, store: own });
      for (const id of removed) store.delete(id);
      for (const entry of loaded.values()) store.set(entry);
      // A server that watches files stores each page as it changes.
      Object.assign(own, store);
    },
  };
}
