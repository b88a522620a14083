import type { Hooks } from "./hooks.ts";

/** Hooks of several watchers as one; each is told even if another one throws. */
export class Watchers {
  readonly #all: readonly Hooks[];

  constructor(all: readonly Hooks[]) {
    this.#all = all;
  }

  /** Whether nobody watches. */
  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** Tells an event, which is only made when somebody listens. */
  tell<Name extends keyof Hooks>(
    name: Name,
    event: () => Parameters<NonNullable<Hooks[Name]>>[0],
  ): void {
    let made: Parameters<NonNullable<Hooks[Name]>>[0] | undefined;
    for (const hooks of this.#all) {
      const hook = hooks[name] as ((event: unknown) => void) | undefined;
      if (hook === undefined) continue;
      made ??= event();
      try {
        const told: unknown = hook.call(hooks, made);
        // An async hook fails later, where nobody would hear of it but the process.
        if (typeof told === "object" && told !== null) Promise.resolve(told).catch(() => {});
      } catch {
        // Watching a call must not fail it.
      }
    }
  }
}
