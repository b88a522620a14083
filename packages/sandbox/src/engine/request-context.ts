import type { Operation } from "../description/description.ts";
import type { JsonObject, SearchFacts } from "../description/openapi.ts";
import type { RecordView } from "../description/record-view.ts";
import type { Version } from "../description/versions.ts";
import type { ApiError } from "./errors.ts";
import { mismatchError } from "./mismatch-error.ts";
import { ViewContext } from "./view-context.ts";

/** One request as a handler gets it: routed, validated and parsed. */
export class RequestContext extends ViewContext {
  readonly request: Request;
  readonly url: URL;
  readonly operation: Operation;
  /** The access token, which identifies the app. */
  readonly app: string;
  /** When the request arrived, in Unix seconds. */
  readonly now: number;
  readonly params: Readonly<Record<string, string>>;
  /** The declared query parameters, with their types and defaults. */
  readonly query: JsonObject;
  readonly #body: unknown;
  #declared: unknown;

  constructor(parts: RequestContextInit) {
    super(parts.description, parts.store);
    this.request = parts.request;
    this.url = new URL(parts.request.url);
    this.operation = parts.operation;
    this.app = parts.app;
    this.now = parts.now;
    this.params = parts.params;
    this.query = parts.query;
    this.#body = parts.body;
  }

  /**
   * The body, already validated against the description. Properties that this version does not
   * declare are left out: Intercom ignores them.
   */
  body<T = JsonObject>(): T {
    this.#declared ??= this.#withoutUndeclared();
    return this.#declared as T;
  }

  #withoutUndeclared(): unknown {
    const body = this.#body ?? {};
    const schema = this.operation.body?.schema;
    const names = schema && this.description.propertyNames(schema);
    if (!names?.size || typeof body !== "object" || Array.isArray(body)) return body;
    return Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name)));
  }

  /** The body as it was sent, which may not be validated yet. */
  get rawBody(): unknown {
    return this.#body;
  }

  /** A path parameter by name. */
  param(name: string): string {
    const value = this.params[name];
    if (value === undefined) throw new Error(`${this.operation.path} has no parameter ${name}.`);
    return value;
  }

  /** The fields, operators and orders that the description declares for this search. */
  get search(): SearchFacts {
    const { search, id } = this.operation;
    if (!search) throw new Error(`${id} is no search.`);
    return search;
  }

  /** Whether the body of this operation declares a property in this version. */
  accepts(property: string): boolean {
    const schema = this.operation.body?.schema;
    return (schema && this.description.propertyNames(schema)?.has(property)) ?? false;
  }

  /** Validates the body against the description. @throws {ApiError} 400 when it is invalid. */
  checkBody(): void {
    const schema = this.operation.body?.schema;
    if (!schema || (this.#body === undefined && !this.operation.body?.required)) return;
    const mismatch = this.description.validation.mismatch(schema, this.#body);
    if (mismatch) throw mismatchError(mismatch);
  }
}

export interface RequestContextInit
  extends Pick<
    RequestContext,
    "request" | "description" | "operation" | "store" | "app" | "now" | "params" | "query"
  > {
  readonly body: unknown;
}

/**
 * What a handler returns: JSON, which is projected onto the response schema of the caller's
 * version; `undefined` for a response without content; a {@link JsonResponse} for another status or
 * further headers; a `Response` for anything that is not JSON. An {@link ApiError} that is thrown
 * rolls back all changes; one that is returned keeps them.
 */
export type HandlerResult =
  | JsonObject
  | RecordView
  | JsonResponse
  | Response
  | ApiError
  | undefined;

/** A JSON response with a status or headers of its own. */
export class JsonResponse {
  readonly body: JsonObject | RecordView | undefined;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    body: JsonObject | RecordView | undefined,
    options: { status?: number; headers?: Record<string, string> } = {},
  ) {
    this.body = body;
    this.status = options.status;
    this.headers = options.headers ?? {};
  }
}

export type HandlerFunction = (context: RequestContext) => HandlerResult | Promise<HandlerResult>;

/** Answers an operation. */
export interface Handler {
  /** Refuses a body with errors specific to the operation, before the body is validated. */
  readonly check?: (context: RequestContext) => void;
  /**
   * Refuses a query with errors specific to the operation, or normalises parameters that Intercom
   * reads leniently, before the query is validated.
   */
  readonly checkQuery?: (given: URLSearchParams, version: Version) => void;
  readonly handle: HandlerFunction;
}

/** Handlers by `operationId`. */
export type Handlers = Readonly<Record<string, HandlerFunction | Handler>>;
