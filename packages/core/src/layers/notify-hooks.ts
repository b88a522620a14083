import type { HookList } from "../observe/hook-list.ts";
import type { TransportLayer } from "../transport/exchange.ts";

/** Notifies the hooks of each attempt and its response. */
export function notifyHooks(hooks: HookList | undefined): TransportLayer {
  return (next) => {
    if (hooks === undefined) return next;
    return async (request) => {
      const { call } = request;
      const { attempt } = call;
      hooks.notify("onRequest", call, () => ({}));
      const start = performance.now();
      const response = await next(request);
      hooks.notify("onResponse", call, () => {
        const { status, headers } = response;
        const requestId = headers.get("x-request-id") ?? undefined;
        return { attempt, status, requestId, durationMs: performance.now() - start };
      });
      return response;
    };
  };
}
