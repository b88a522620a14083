import { copyData } from "../state/copy.ts";
import type { Store } from "../store/store.ts";

/**
 * Wraps seeds so that each call is a transaction and is saved, as each request is, and the state does
 * not change when the caller later changes what was given.
 */
export function saveAfterEach<S extends object>(seeds: S, store: () => Store, save: () => void): S {
  return new Proxy(seeds, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        const copies = given.map(copyData);
        const seeded = store().transaction((): unknown => value.apply(target, copies));
        save();
        return seeded;
      };
    },
  });
}
