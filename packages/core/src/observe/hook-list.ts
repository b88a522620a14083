import type { Hooks } from "./hooks.ts";
import { ignoreErrors } from "./ignore-errors.ts";

/** The hooks of a client; each is called even if another one throws. */
export class HookList {
  readonly #all: readonly Hooks[];

  constructor(all: readonly Hooks[]) {
    this.#all = all;
  }

  /** Most clients have no hooks, and share one list. */
  static of(all: readonly Hooks[]): HookList {
    return all.length === 0 ? noHooks : new HookList(all);
  }

  /** Whether there are no hooks. */
  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** Calls the hooks of an event, which is only made when there is one. */
  notify<Name extends keyof Hooks>(
    name: Name,
    event: () => Parameters<NonNullable<Hooks[Name]>>[0],
  ): void {
    let frozenEvent: Parameters<NonNullable<Hooks[Name]>>[0] | undefined;
    for (const hooks of this.#all) {
      const hook = hooks[name] as ((event: unknown) => void) | undefined;
      if (hook === undefined) continue;
      // All hooks get the same event, which is frozen so that none changes it for the others.
      frozenEvent ??= Object.freeze(event());
      ignoreErrors(() => hook.call(hooks, frozenEvent));
    }
  }
}

const noHooks = new HookList([]);
