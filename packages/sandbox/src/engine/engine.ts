import type { Description, Operation } from "../description/description.ts";
import { parseVersion, type Version } from "../description/versions.ts";
import type { State } from "../state/state.ts";
import { readToken } from "./auth.ts";
import { checkAccept, readBody } from "./body.ts";
import { Call, type Handler, type Handlers } from "./call.ts";
import { ApiError, apiError, notFound } from "./errors.ts";
import { checkPath, readQuery } from "./query.ts";
import { RateLimit, rateLimitHeaders } from "./rate-limit.ts";
import { respond, respondError } from "./respond.ts";
import type { Match } from "./router.ts";
import { serve } from "./serve.ts";

/** What the engine is told about one answered request. */
export interface LogEntry {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly status: number;
  readonly version: Version;
  /** The `operationId`, when the request was for an operation. */
  readonly operation: string | undefined;
  readonly requestId: string;
  readonly durationMs: number;
}

export interface EngineOptions {
  readonly handlers: Handlers;
  readonly state: State;
  readonly clock: () => number;
  readonly tokens: readonly string[] | undefined;
  readonly defaultVersion: Version;
  readonly requestsPerMinute: number;
  readonly log: ((entry: LogEntry) => void) | undefined;
}

/** What is known of a request while it is answered. */
interface Progress {
  readonly requestId: string;
  readonly now: number;
  /** The version that answers: errors too, when the one that was asked for does not exist. */
  readonly version: Version;
  headers: Record<string, string>;
  operation?: string;
  /** What is asked for, once that is known: some operations have errors of their own form. */
  asked?: { readonly description: Description; readonly operation: Operation };
}

/** Answers requests from the descriptions and the handlers. It knows nothing about any resource. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #rateLimit: RateLimit;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#rateLimit = new RateLimit(options.requestsPerMinute);
  }

  async fetch(request: Request): Promise<Response> {
    const { clock, log, state } = this.#options;
    await state.ready;
    const start = clock();
    const requestId = state.store.ids.uuid();
    const progress: Progress = {
      requestId,
      now: Math.floor(start / 1000),
      version: this.#askedVersion(request.headers) ?? this.#options.defaultVersion,
      headers: {},
    };
    const response = await this.#answer(request, progress)
      // Before the answer goes out: what was told to be done is kept, or the answer is an error.
      .finally(() => state.save())
      .catch((error: unknown) => respondError(requestId, error, progress.asked));
    const { pathname, search } = new URL(request.url);
    log?.({
      method: request.method,
      path: pathname + search,
      status: response.status,
      version: progress.version,
      operation: progress.operation,
      requestId,
      durationMs: clock() - start,
    });
    return withHeaders(response, {
      "X-Request-Id": requestId,
      "Intercom-Version": progress.version,
      ...progress.headers,
    });
  }

  async #answer(request: Request, progress: Progress): Promise<Response> {
    const app = this.#admit(request, progress);
    if (!this.#askedVersion(request.headers)) {
      const asked = request.headers.get("Intercom-Version");
      throw apiError(400, "intercom_version_invalid", `There is no version "${asked}"`);
    }
    const { description, router } = await serve(progress.version);
    return router.route(request, (match) => this.#run(request, progress, description, app, match));
  }

  /** Identifies the app and counts the request; one that is refused counts for nobody in particular. */
  #admit(request: Request, progress: Progress): string {
    const count = (app: string) => {
      const allowance = this.#rateLimit.take(app, progress.now);
      Object.assign(progress.headers, rateLimitHeaders(allowance));
      if (!allowance.exceeded) return;
      const message = `Exceeded rate limit of ${allowance.limit} in 10_seconds`;
      throw apiError(429, "rate_limit_exceeded", message);
    };
    let app: string;
    try {
      app = readToken(request.headers, this.#options.tokens);
    } catch (error) {
      count("");
      throw error;
    }
    count(app);
    return app;
  }

  #askedVersion(headers: Headers): Version | undefined {
    const asked = headers.get("Intercom-Version");
    return asked === null ? this.#options.defaultVersion : parseVersion(asked);
  }

  async #run(
    request: Request,
    progress: Progress,
    description: Description,
    app: string,
    match: Match | undefined,
  ): Promise<Response> {
    const { version } = description;
    if (!match) {
      const { pathname } = new URL(request.url);
      throw notFound(`Version ${version} has no ${request.method} ${pathname}`);
    }
    const { operation, params } = match;
    progress.operation = operation.id;
    progress.asked = { description, operation };
    const handler = this.#handler(operation.id);
    checkAccept(operation, request.headers);
    checkPath(description, operation, params);
    const { searchParams } = new URL(request.url);
    const query = readQuery(description, operation, searchParams);
    // Waited for before the store is asked for, which may be another one by then.
    const body = await readBody(operation, request);
    const call = new Call({
      request,
      description,
      operation,
      params,
      app,
      store: this.#options.state.store,
      now: progress.now,
      query,
      body,
    });
    handler.check?.(call);
    call.checkBody();
    return respond(description, operation, await handler.handle(call));
  }

  #handler(id: string): Handler {
    const handler = Object.hasOwn(this.#options.handlers, id)
      ? this.#options.handlers[id]
      : undefined;
    if (typeof handler === "function") return { handle: handler };
    if (handler) return handler;
    throw new ApiError(501, {
      code: "not_implemented",
      message: `The sandbox does not answer ${id} yet`,
    });
  }
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers: all });
}
