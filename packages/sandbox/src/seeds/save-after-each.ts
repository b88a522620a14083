/** Seeds that save what each of their functions planted, all of it at once, as a request does. */
export function saveAfterEach<S extends object>(seeds: S, save: () => void): S {
  return new Proxy(seeds, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        const seeded: unknown = value.apply(target, given);
        save();
        return seeded;
      };
    },
  });
}
