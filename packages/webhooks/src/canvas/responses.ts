import type { EndpointResponse } from "../endpoint/endpoint.ts";
import { checkInbox, partsOf, type ResponseKind, responseRules } from "./check.ts";
import { isInbox } from "./requests.ts";
import { type KnownParts, record } from "./rules.ts";

/** The properties of a response, one of which a complete response has. */
const complete: Readonly<Record<ResponseKind, readonly string[]>> = {
  initialize: ["canvas"],
  submit: ["canvas", "event", "card_creation_options"],
  submitSheet: ["canvas", "event"],
  configure: ["canvas", "results"],
  content: ["content"],
};

/** A request has the canvas under one of two names. */
interface RequestCanvas {
  readonly current_canvas?: unknown;
  readonly canvas?: unknown;
}

/** The parts of the canvas of a request, before a handler may add to them. */
export function partsIn(request: object): KnownParts {
  const { current_canvas, canvas = current_canvas } = request as RequestCanvas;
  return partsOf(canvas);
}

/**
 * The response with what a handler returned: a response, or the canvas or content of one.
 *
 * @param known what need not be checked: see `partsIn`.
 * @throws {ConfigError} for what Intercom would refuse.
 */
export function responseOf(
  kind: ResponseKind,
  result: unknown,
  request: object = {},
  known?: KnownParts,
): EndpointResponse {
  const returned = record(result, `What the handler of ${kind} returned`);
  const isComplete = complete[kind].some((name) => name in returned);
  const body = isComplete ? returned : { [kind === "content" ? "content" : "canvas"]: returned };
  responseRules[kind](body, "response", known);
  const { canvas } = body as { canvas?: object };
  if (canvas && isInbox(request)) checkInbox(canvas);
  return {
    status: 200,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
}
