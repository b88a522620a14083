import type { Hooks } from "./hooks.ts";
import { ignoreErrors } from "./ignore-errors.ts";

/** Hooks of several watchers as one; each is told even if another one throws. */
export class HookList {
  readonly #all: readonly Hooks[];

  constructor(all: readonly Hooks[]) {
    this.#all = all;
  }

  /** Whether nobody watches. */
  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** Tells an event, which is only made when somebody listens. */
  notify<Name extends keyof Hooks>(
    name: Name,
    event: () => Parameters<NonNullable<Hooks[Name]>>[0],
  ): void {
    let frozenEvent: Parameters<NonNullable<Hooks[Name]>>[0] | undefined;
    for (const hooks of this.#all) {
      const hook = hooks[name] as ((event: unknown) => void) | undefined;
      if (hook === undefined) continue;
      // All of them are told the same, which none may change for the others.
      frozenEvent ??= Object.freeze(event());
      ignoreErrors(() => hook.call(hooks, frozenEvent));
    }
  }
}
