import { applyFault } from "../faults/apply-fault.ts";
import type { FaultPlans, ResponseFault } from "../faults/fault-plans.ts";
import type { Clock } from "../state/clock.ts";
import type { State } from "../state/state.ts";
import type { Store } from "../store/store.ts";
import { checkAccept } from "./accept.ts";
import type { Access } from "./access.ts";
import { ApiError, apiError } from "./errors.ts";
import { addFaultHeaders, faultError } from "./fault-errors.ts";
import { commonHeaders, type IncomingRequest, readIncomingRequest } from "./incoming-request.ts";
import { checkPath, readQuery } from "./query.ts";
import { RateLimit, type RateLimits } from "./rate-limit.ts";
import { RecordTexts } from "./record-texts.ts";
import { type Handler, type Handlers, RequestContext } from "./request-context.ts";
import type { LogEntry, RequestLog } from "./request-log.ts";
import type { DefaultVersion } from "./requested-version.ts";
import { respond, respondError } from "./respond.ts";
import { readPath } from "./router.ts";
import { type Answer, jsonAnswer, toResponse, withHeaders } from "./text-response.ts";
import { wait } from "./wait.ts";

export interface EngineOptions {
  readonly handlers: Handlers;
  readonly access: Access;
  readonly defaultVersion: DefaultVersion;
  readonly state: State;
  readonly clock: Clock;
  readonly faults: FaultPlans;
  readonly requests: RequestLog;
  readonly rateLimits: RateLimits;
  readonly log: ((entry: LogEntry) => void) | undefined;
}

/** Answers requests with the descriptions and the handlers. It depends on no resource. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #rateLimit: RateLimit;
  readonly #texts = new WeakMap<Store, RecordTexts>();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#rateLimit = new RateLimit(options.rateLimits);
  }

  /** @throws {TypeError} when a fault resets the connection. */
  async fetch(request: Request): Promise<Answer> {
    const { access, clock, defaultVersion, faults, state } = this.#options;
    const began = performance.now();
    await state.ready;
    const identity = access.identify(request.headers);
    const requestId = state.storeOf(identity.workspace).ids.request();
    const arrival = { requestId, time: clock.now, identity };
    const incoming = await readIncomingRequest(request, defaultVersion, this.#rateLimit, arrival);
    const { method } = request;
    const triggered = faults.trigger({
      method: method === "HEAD" ? "GET" : method,
      path: incoming.path,
      operation: incoming.operation,
      version: incoming.version.version,
    });
    let status = 0;
    try {
      const answer = triggered.isApplied
        ? await this.#respond(incoming)
        : placeholderResponse(incoming);
      if (triggered.latencyMs > 0) await wait(triggered.latencyMs, request.signal);
      const response = triggered.fault
        ? await applyResponseFault(incoming, triggered.fault, answer)
        : answer;
      status = response.status;
      if (method !== "HEAD") return response;
      return new Response(null, { status, headers: response.headers });
    } finally {
      this.#log(
        {
          time: incoming.time,
          method,
          path: incoming.url.pathname + incoming.url.search,
          status,
          version: incoming.version.name,
          operation: incoming.operation?.id,
          workspace: identity.workspace,
          requestId,
          durationMs: performance.now() - began,
          faults: triggered.faults,
        },
        incoming,
      );
    }
  }

  /** Resets the counts of the rate limit. */
  reset(): void {
    this.#rateLimit.reset();
  }

  #log(entry: LogEntry, { body }: IncomingRequest): void {
    this.#options.requests.add(entry, body instanceof ApiError ? undefined : body.text);
    this.#options.log?.(entry);
  }

  async #respond(incoming: IncomingRequest): Promise<Answer> {
    const response = await this.#handle(incoming)
      // The changes are saved before the response is sent: when saving fails, the response is an
      // error. A read reports no change, so it may succeed with unsaved changes of earlier requests.
      .finally(() => this.#options.state.save(incoming.operation?.reads ?? true))
      .catch((error: unknown) => respondError(incoming, error));
    return withHeaders(response, commonHeaders(incoming));
  }

  async #handle(incoming: IncomingRequest): Promise<Answer> {
    const { request, url, path, identity, allowance, version, loaded, operation, body } = incoming;
    if (allowance.exceeded) {
      const message = `Exceeded rate limit of ${allowance.limit} in 10_seconds`;
      throw apiError(429, "rate_limit_exceeded", message);
    }
    if (identity.refusal) throw identity.refusal;
    if (!loaded) throw version.refusal;
    const { description, router } = loaded;
    if (!operation) throw router.missingError(request.method, path);
    const handler = this.#handler(operation.id);
    checkAccept(operation, request.headers);
    const params = readPath(operation, path);
    checkPath(description, operation, params);
    const given = new URLSearchParams(url.searchParams);
    handler.checkQuery?.(given, description.version);
    const query = readQuery(description, operation, given);
    if (body instanceof ApiError) throw body;
    const store = this.#options.state.storeOf(identity.workspace);
    const context = new RequestContext({
      request: body.request,
      description,
      operation,
      params,
      app: identity.app,
      store,
      now: Math.floor(incoming.time / 1000),
      query,
      body: body.json,
    });
    handler.check?.(context);
    context.checkBody();
    // When the handler throws, its changes are rolled back.
    const pending = store.transaction(() => handler.handle(context));
    // Views of records are computed here. Another request must not change the state before that.
    const outcome = pending instanceof Promise ? await pending : pending;
    if (outcome instanceof ApiError) throw outcome;
    return respond(description, operation, outcome, this.#textsOf(store).project);
  }

  /** The JSON that is kept of the records of a store. */
  #textsOf(store: Store): RecordTexts {
    const known = this.#texts.get(store);
    if (known) return known;
    const texts = new RecordTexts(store);
    this.#texts.set(store, texts);
    return texts;
  }

  #handler(id: string): Handler {
    const handler = Object.hasOwn(this.#options.handlers, id)
      ? this.#options.handlers[id]
      : undefined;
    if (typeof handler === "function") return { handle: handler };
    if (handler) return handler;
    throw apiError(501, "not_implemented", `The sandbox does not answer ${id} yet`);
  }
}

/** Applies a fault to a response. */
async function applyResponseFault(
  incoming: IncomingRequest,
  fault: ResponseFault,
  answer: Answer,
): Promise<Response> {
  if (fault.kind !== "error") return applyFault(fault, toResponse(answer));
  const error = respondError(incoming, faultError(fault));
  const answered = withHeaders(error, commonHeaders(incoming));
  return addFaultHeaders(fault, toResponse(answered), Math.floor(incoming.time / 1000));
}

/** The response that a fault is applied to when the request is not handled. */
function placeholderResponse(incoming: IncomingRequest): Answer {
  const status = incoming.operation?.success ?? 200;
  const answer = jsonAnswer(status === 204 ? 200 : status, "{}");
  return withHeaders(answer, commonHeaders(incoming));
}
