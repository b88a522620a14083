import { copyData } from "../state/copy.ts";

/**
 * Wraps seeds so that the state is saved after each call, as it is after each request, and does not
 * change when the caller later changes what was given.
 */
export function saveAfterEach<S extends object>(seeds: S, save: () => void): S {
  return new Proxy(seeds, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        const seeded: unknown = value.apply(target, given.map(copyData));
        save();
        return seeded;
      };
    },
  });
}
