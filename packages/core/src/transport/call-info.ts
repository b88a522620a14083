/** What a layer can know of the call that its request belongs to. */
export interface CallInfo {
  /** The operation, `"GET /contacts/{contact_id}"`; values of the path are not in it. */
  readonly route: string;
  /** How often it has been sent by now. */
  readonly attempt: number;
}

const infoByRequest = new WeakMap<Request, CallInfo>();
const frozenInfos = new WeakMap<CallInfo, CallInfo>();

/** What hooks and layers are shown of a call: always the same object, which cannot be changed. */
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

/** Writes down what a request is for, when it is given to the layers. */
export function attachCallInfo(request: Request, call: CallInfo): void {
  infoByRequest.set(request, frozenCallInfo(call));
}

/**
 * What the request that a layer is given is for: the operation, without the values in its path. It is
 * the same object as `call` in the events of {@link Hooks}.
 *
 * Knows requests as the client made them, and not the copies of a layer further out.
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
