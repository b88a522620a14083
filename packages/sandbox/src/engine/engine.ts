import type { FaultPlans, SpoilingFault } from "../faults/fault-plans.ts";
import { spoil } from "../faults/spoil.ts";
import type { Clock } from "../state/clock.ts";
import type { State } from "../state/state.ts";
import { checkAccept } from "./accept.ts";
import { Call, type Handler, type Handlers } from "./call.ts";
import { ApiError, apiError } from "./errors.ts";
import { commonHeaders, type Exchange, type ExchangeSettings, openExchange } from "./exchange.ts";
import { errorOnPurpose, faultError } from "./fault-errors.ts";
import { checkPath, readQuery } from "./query.ts";
import { RateLimit } from "./rate-limit.ts";
import type { LogEntry, RequestLog } from "./request-log.ts";
import { respond, respondError, withHeaders } from "./respond.ts";
import { readPath } from "./router.ts";
import { wait } from "./wait.ts";

export interface EngineOptions extends ExchangeSettings {
  readonly handlers: Handlers;
  readonly state: State;
  readonly clock: Clock;
  readonly faults: FaultPlans;
  readonly requests: RequestLog;
  readonly requestsPerMinute: number;
  readonly log: ((entry: LogEntry) => void) | undefined;
}

/** Answers requests from the descriptions and the handlers. It knows nothing about any resource. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #rateLimit: RateLimit;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#rateLimit = new RateLimit(options.requestsPerMinute);
  }

  /** @throws {TypeError} when a fault on purpose resets the connection. */
  async fetch(request: Request): Promise<Response> {
    const { clock, faults, state } = this.#options;
    const began = performance.now();
    await state.ready;
    const moment = { requestId: state.store.ids.request(), time: clock.now };
    const exchange = await openExchange(request, this.#options, this.#rateLimit, moment);
    const { method } = request;
    const strike = faults.strike({
      method: method === "HEAD" ? "GET" : method,
      path: exchange.path,
      operation: exchange.operation,
      version: exchange.version.version,
    });
    let status = 0;
    try {
      const answer = strike.isApplied ? await this.#answer(exchange) : standIn(exchange);
      if (strike.latencyMs > 0) await wait(strike.latencyMs, request.signal);
      const response = strike.fault ? await spoiled(exchange, strike.fault, answer) : answer;
      status = response.status;
      if (method !== "HEAD") return response;
      return new Response(null, { status, headers: response.headers });
    } finally {
      this.#log(
        {
          time: moment.time,
          method,
          path: exchange.url.pathname + exchange.url.search,
          status,
          version: exchange.version.name,
          operation: exchange.operation?.id,
          requestId: moment.requestId,
          durationMs: performance.now() - began,
          faults: strike.by,
        },
        exchange,
      );
    }
  }

  /** Counts requests from the beginning again. */
  reset(): void {
    this.#rateLimit.reset();
  }

  #log(entry: LogEntry, { body }: Exchange): void {
    this.#options.requests.add(entry, body instanceof ApiError ? undefined : body.text);
    this.#options.log?.(entry);
  }

  async #answer(exchange: Exchange): Promise<Response> {
    const response = await this.#run(exchange)
      // Before the answer goes out: what was told to be done is kept, or the answer is an error. Reads
      // tell of nothing that was done.
      .finally(() => this.#options.state.save(exchange.operation?.reads ?? true))
      .catch((error: unknown) => respondError(exchange, error));
    return withHeaders(response, commonHeaders(exchange));
  }

  async #run(exchange: Exchange): Promise<Response> {
    const { request, url, path, identity, allowance, version, served, operation, body } = exchange;
    if (allowance.exceeded) {
      const message = `Exceeded rate limit of ${allowance.limit} in 10_seconds`;
      throw apiError(429, "rate_limit_exceeded", message);
    }
    if (identity.refusal) throw identity.refusal;
    if (!served) throw version.refusal;
    const { description, router } = served;
    if (!operation) throw router.missing(request.method, path);
    const handler = this.#handler(operation.id);
    checkAccept(operation, request.headers);
    const params = readPath(operation, path);
    checkPath(description, operation, params);
    const given = new URLSearchParams(url.searchParams);
    handler.checkQuery?.(given, description.version);
    const query = readQuery(description, operation, given);
    if (body instanceof ApiError) throw body;
    const { store } = this.#options.state;
    const call = new Call({
      request: body.request,
      description,
      operation,
      params,
      app: identity.app,
      store,
      now: Math.floor(exchange.time / 1000),
      query,
      body: body.json,
    });
    handler.check?.(call);
    call.checkBody();
    // What throws has changed nothing, however far it had come.
    const outcome = await store.attempt(() => handler.handle(call));
    if (outcome instanceof ApiError) throw outcome;
    return respond(description, operation, outcome);
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

/** What a fault leaves of an answer. */
async function spoiled(
  exchange: Exchange,
  fault: SpoilingFault,
  answer: Response,
): Promise<Response> {
  if (fault.kind !== "error") return spoil(fault, answer);
  const error = respondError(exchange, faultError(fault));
  const answered = withHeaders(error, commonHeaders(exchange));
  return errorOnPurpose(fault, answered, Math.floor(exchange.time / 1000));
}

/** The answer in place of one whose work is not done, for a fault to spoil. */
function standIn(exchange: Exchange): Response {
  const status = exchange.operation?.success ?? 200;
  const answer = Response.json({}, { status: status === 204 ? 200 : status });
  return withHeaders(answer, commonHeaders(exchange));
}
