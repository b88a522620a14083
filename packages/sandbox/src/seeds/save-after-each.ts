import { copyData } from "../state/copy.ts";
import type { State } from "../state/state.ts";

/**
 * Wraps seeds so that each call is a transaction and is saved, as each request is, and the state does
 * not change when the caller later changes what was given.
 */
export function saveAfterEach<S extends object>(seeds: S, state: State): S {
  return new Proxy(seeds, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        const copies = given.map(copyData);
        const seeded = state.store.transaction((): unknown => value.apply(target, copies));
        state.save();
        return seeded;
      };
    },
  });
}
