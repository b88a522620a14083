import type { Watchers } from "../observe/watchers.ts";
import { infoOf } from "../transport/call-of.ts";
import type { Answer, Outgoing, Step } from "../transport/exchange.ts";

/** Tells of every attempt, and of its answer. */
export function watched(watchers: Watchers): Step {
  return (next) => {
    if (watchers.isEmpty) return next;
    return async (outgoing) => {
      const { call } = outgoing;
      const { route, attempt } = call;
      watchers.tell("onRequest", () => ({ call: infoOf(call), route, attempt }));
      const start = performance.now();
      const answer = await next(outgoing);
      watchers.tell("onResponse", () => answered(outgoing, attempt, answer, start));
      return answer;
    };
  };
}

function answered({ call }: Outgoing, attempt: number, { status, headers }: Answer, start: number) {
  const requestId = headers.get("x-request-id") ?? undefined;
  const durationMs = performance.now() - start;
  return { call: infoOf(call), route: call.route, attempt, status, requestId, durationMs };
}
