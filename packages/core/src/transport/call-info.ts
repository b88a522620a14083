/** The call that a layer's request belongs to. */
export interface CallInfo {
  /** The operation, `"GET /contacts/{contact_id}"`; values of the path are not in it. */
  readonly route: string;
  /** How many attempts were sent so far. */
  readonly attempt: number;
}

const infoByRequest = new WeakMap<Request, CallInfo>();
const frozenInfos = new WeakMap<CallInfo, CallInfo>();

/** Returns the frozen description of a call for hooks and layers, always the same object. */
export function frozenCallInfo(call: CallInfo): CallInfo {
  const known = frozenInfos.get(call);
  if (known) return known;
  const { route } = call;
  const info = Object.freeze({
    route,
    get attempt() {
      return call.attempt;
    },
  });
  frozenInfos.set(call, info);
  return info;
}

/** Attaches the call to a request that is passed to the layers. */
export function attachCallInfo(request: Request, call: CallInfo): void {
  infoByRequest.set(request, frozenCallInfo(call));
}

/**
 * Returns the call that a layer's request belongs to: the operation, without the values in its path.
 * It is the same object as `call` in the events of {@link Hooks}.
 *
 * Returns `undefined` for requests that the client did not make, such as the copy of a layer further
 * out.
 *
 * @example
 * ```ts
 * import { callInfoOf, type Layer } from "@interkit/core";
 *
 * const counted = new Map<string, number>();
 * const counting: Layer = (next) => (request) => {
 *   const route = callInfoOf(request)?.route ?? "unknown";
 *   counted.set(route, (counted.get(route) ?? 0) + 1);
 *   return next(request);
 * };
 * ```
 */
export function callInfoOf(request: Request): CallInfo | undefined {
  return infoByRequest.get(request);
}
