import type { Description, Operation } from "../description/description.ts";
import type { JsonObject, SearchFacts } from "../description/openapi.ts";
import type { Version } from "../description/versions.ts";
import type { Collection, CollectionKey, Entity } from "../store/collection.ts";
import type { Store } from "../store/store.ts";
import { type ApiError, notFound } from "./errors.ts";
import { badValue } from "./invalid.ts";

/** One request, as a handler sees it: found, checked and taken apart. */
export class Call {
  readonly request: Request;
  readonly url: URL;
  readonly description: Description;
  readonly operation: Operation;
  readonly store: Store;
  /** The access token, which stands for the app that calls. */
  readonly app: string;
  /** When the request came, in Unix seconds. */
  readonly now: number;
  readonly params: Readonly<Record<string, string>>;
  /** The declared query parameters, with their types and defaults. */
  readonly query: JsonObject;
  readonly #body: unknown;
  #declared: unknown;

  constructor(parts: CallParts) {
    this.request = parts.request;
    this.url = new URL(parts.request.url);
    this.description = parts.description;
    this.operation = parts.operation;
    this.store = parts.store;
    this.app = parts.app;
    this.now = parts.now;
    this.params = parts.params;
    this.query = parts.query;
    this.#body = parts.body;
  }

  get version(): Version {
    return this.description.version;
  }

  /**
   * The body, in the type that the description has already held it against, without what this
   * version does not declare: Intercom does not look at that.
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

  /** The body as it came, before or after it is checked. */
  get rawBody(): unknown {
    return this.#body;
  }

  /** A path parameter by name. */
  param(name: string): string {
    const value = this.params[name];
    if (value === undefined) throw new Error(`${this.operation.path} has no parameter ${name}.`);
    return value;
  }

  in<T extends Entity>(key: CollectionKey<T>): Collection<T> {
    return this.store.in(key);
  }

  /** The thing with this id. @throws {ApiError} 404 when there is none. */
  find<T extends Entity>(key: CollectionKey<T>, id: string, missing?: () => ApiError): T {
    const found = this.in(key).get(id);
    if (!found) throw missing ? missing() : notFound();
    return found;
  }

  /** What the description says that this search knows. */
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

  /** Holds the body against the description. @throws {ApiError} 400 when it does not fit. */
  checkBody(): void {
    const schema = this.operation.body?.schema;
    if (!schema || (this.#body === undefined && !this.operation.body?.required)) return;
    const mismatch = this.description.validation.mismatch(schema, this.#body);
    if (mismatch) throw badValue(mismatch);
  }
}

export interface CallParts {
  readonly request: Request;
  readonly description: Description;
  readonly operation: Operation;
  readonly store: Store;
  readonly app: string;
  readonly now: number;
  readonly params: Readonly<Record<string, string>>;
  readonly query: JsonObject;
  readonly body: unknown;
}

/**
 * What a handler gives back: JSON, laid onto the response schema of the caller's version;
 * `undefined` for an answer without content; a {@link Reply} to say more; a `Response` for
 * anything that is not JSON. An {@link ApiError} that is thrown takes back all that was written;
 * one that is given back leaves it.
 */
export type Outcome = JsonObject | Reply | Response | ApiError | undefined;

/** An answer with its own status or headers. */
export class Reply {
  readonly body: JsonObject | undefined;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    body: JsonObject | undefined,
    options: { status?: number; headers?: Record<string, string> } = {},
  ) {
    this.body = body;
    this.status = options.status;
    this.headers = options.headers ?? {};
  }
}

export type Handle = (call: Call) => Outcome | Promise<Outcome>;

/** What answers an operation. */
export interface Handler {
  /** Refuses a body with errors of the operation's own, before the description is asked. */
  readonly check?: (call: Call) => void;
  /**
   * Refuses a query with errors of the operation's own, or rewrites what Intercom reads in a way of
   * its own, before the description is asked.
   */
  readonly checkQuery?: (given: URLSearchParams, version: Version) => void;
  readonly handle: Handle;
}

/** Handlers by `operationId`. */
export type Handlers = Readonly<Record<string, Handle | Handler>>;
