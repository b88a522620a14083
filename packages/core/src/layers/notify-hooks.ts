import type { HookList } from "../observe/hook-list.ts";
import { frozenCallInfo } from "../transport/call-info.ts";
import type { TransportLayer, TransportRequest, TransportResponse } from "../transport/exchange.ts";

/** Notifies the hooks of each attempt and its response. */
export function notifyHooks(hooks: HookList): TransportLayer {
  return (next) => {
    if (hooks.isEmpty) return next;
    return async (request) => {
      const { call } = request;
      const { route, attempt } = call;
      hooks.notify("onRequest", () => ({ call: frozenCallInfo(call), route, attempt }));
      const start = performance.now();
      const response = await next(request);
      hooks.notify("onResponse", () => responseEvent(request, attempt, response, start));
      return response;
    };
  };
}

function responseEvent(
  { call }: TransportRequest,
  attempt: number,
  { status, headers }: TransportResponse,
  start: number,
) {
  const requestId = headers.get("x-request-id") ?? undefined;
  const durationMs = performance.now() - start;
  return { call: frozenCallInfo(call), route: call.route, attempt, status, requestId, durationMs };
}
