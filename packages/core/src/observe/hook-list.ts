import { type CallInfo, frozenCallInfo } from "../transport/call-info.ts";
import type { CallEvent, Hooks } from "./hooks.ts";
import { ignoreErrors } from "./ignore-errors.ts";

type EventOf<Name extends keyof Hooks> = Parameters<NonNullable<Hooks[Name]>>[0];

/** The fields of an event that not all events have, and the attempt if it is not the current one. */
type Details<Name extends keyof Hooks> = Omit<EventOf<Name>, keyof CallEvent> & {
  readonly attempt?: number;
};

/** The hooks of a client that has some; each is called even if another one throws. */
export class HookList {
  readonly #all: readonly Hooks[];

  constructor(all: readonly Hooks[]) {
    this.#all = all;
  }

  /** `undefined` without hooks: most clients have none. */
  static of(all: readonly Hooks[]): HookList | undefined {
    return all.length === 0 ? undefined : new HookList(all);
  }

  /** Calls the hooks of an event of a call. */
  notify<Name extends keyof Hooks>(name: Name, call: CallInfo, details: () => Details<Name>): void {
    let event: object | undefined;
    for (const hooks of this.#all) {
      const hook = hooks[name] as ((event: unknown) => void) | undefined;
      if (hook === undefined) continue;
      // All hooks get the same event, which is frozen so that none changes it for the others.
      event ??= Object.freeze({
        call: frozenCallInfo(call),
        route: call.route,
        attempt: call.attempt,
        ...details(),
      });
      ignoreErrors(() => hook.call(hooks, event));
    }
  }
}
