import type { RateLimitState } from "../rate-limit/state.ts";
import type { ErrorBody } from "../responses/error-body.ts";
import type { ParseAs } from "../responses/response-types.ts";
import type { OperationFacts } from "../transport/operation-table-types.ts";
import type { Middleware } from "./middleware.ts";
import type { CallOptions } from "./options.ts";

/** The verbs that the API uses, as the `paths` type spells them. */
export type HttpMethod = "get" | "post" | "put" | "patch" | "delete";

/** The paths that have an operation for a verb. */
export type PathWith<Paths, Verb extends HttpMethod> = {
  [Path in keyof Paths]: Paths[Path] extends { [K in Verb]: unknown } ? Path : never;
}[keyof Paths];

/** The operation at a path and verb of a version's `paths`. */
export type OperationAt<Paths, Path, Verb> = Path extends keyof Paths
  ? Verb extends keyof Paths[Path]
    ? Paths[Path][Verb]
    : never
  : never;

/** The parameters of an operation in a version's `paths`: those in its path, and its query. */
export type ParamsOf<Operation> = Operation extends { parameters: infer Params }
  ? { [Place in keyof Params as Place extends "path" | "query" ? Place : never]: Params[Place] }
  : Record<never, never>;

/** `params` of a call, required exactly when one of its parameters is. */
type ParamsPart<Params> =
  Record<never, never> extends Params ? { params?: Params | undefined } : { params: Params };

type MediaOf<Content> = Content extends { "application/json": infer Json } ? Json : FormData;

/** `body` of a call, required exactly when the description says so, and refused when it has none. */
export type BodyPart<Operation> = "requestBody" extends keyof Operation
  ? Operation["requestBody"] extends { content: infer Content }
    ? { body: MediaOf<Content> }
    : Operation["requestBody"] extends { content: infer Content } | undefined
      ? [NonNullable<Operation["requestBody"]>] extends [never]
        ? { body?: undefined }
        : { body?: MediaOf<Content> | undefined }
      : { body?: undefined }
  : { body?: undefined };

/** The arguments of a call of an operation. */
export type Init<Operation> = ParamsPart<ParamsOf<Operation>> & BodyPart<Operation> & CallOptions;

type InitAs<Operation, As> = Init<Operation> & { parseAs?: As };

/** The last argument of a call, which is optional if nothing in it is required. */
type InitArguments<Operation, As> =
  Record<never, never> extends Init<Operation>
    ? [init?: InitAs<Operation, As>]
    : [init: InitAs<Operation, As>];

type ContentOf<Answer> = Answer extends { content: infer Content }
  ? Content extends { "application/json": infer Json }
    ? Json
    : keyof Content extends `text/${string}`
      ? string
      : ReadableStream<Uint8Array>
  : undefined;

type ResponsesOf<Operation> = Operation extends { responses: infer Responses } ? Responses : never;

type SuccessStatus<Responses> = Extract<keyof Responses, 200 | 201 | 202 | 203 | 204 | 205 | 206>;

/** The data of a success of an operation; `undefined` when its response has no body. */
export type Data<Operation> = ContentOf<
  ResponsesOf<Operation>[SuccessStatus<ResponsesOf<Operation>>]
>;

type FailureIn<Responses> = Exclude<
  ContentOf<Responses[Exclude<keyof Responses, SuccessStatus<Responses>>]>,
  undefined | string | ReadableStream
>;

/** The error of a failure of an operation. Any operation may fail with an undeclared error. */
export type Failure<Operation> = [FailureIn<ResponsesOf<Operation>>] extends [never]
  ? ErrorBody
  : FailureIn<ResponsesOf<Operation>>;

type Parsed<Operation, As> = As extends "text"
  ? string
  : As extends "blob"
    ? Blob
    : As extends "arrayBuffer"
      ? ArrayBuffer
      : As extends "stream"
        ? ReadableStream<Uint8Array>
        : Data<Operation>;

/** The result of a call: `data` of a 2xx, or `error` of any other response, never both. */
export type Result<Success, Failed> =
  | { data: Success; error?: never; response: Response }
  | { data?: never; error: Failed; response: Response };

/** Calls operations of one HTTP method. */
export type ClientMethod<Paths, Verb extends HttpMethod> = <
  Path extends PathWith<Paths, Verb>,
  As extends ParseAs = "json",
>(
  path: Path,
  ...init: InitArguments<OperationAt<Paths, Path, Verb>, As>
) => Promise<
  Result<
    Parsed<OperationAt<Paths, Path, Verb>, As> | AlreadyDeleted<Verb>,
    Failure<OperationAt<Paths, Path, Verb>>
  >
>;

/** The data of a DELETE whose first response was lost, and whose retry gets 404: see {@link Client}. */
type AlreadyDeleted<Verb extends HttpMethod> = Verb extends "delete" ? undefined : never;

/** The arguments of a call by route, which the compiler does not check. */
export interface RouteInit extends CallOptions {
  /** The values of the path and the query. */
  readonly params?:
    | {
        readonly path?: Readonly<Record<string, unknown>> | undefined;
        readonly query?: Readonly<Record<string, unknown>> | undefined;
      }
    | undefined;
  /** Plain JSON, or a `FormData`. */
  readonly body?: unknown;
  /** The facts about the operation, for a route that `operationFacts` does not have. */
  readonly facts?: OperationFacts | undefined;
  /** How a success is read; `"json"` by default. */
  readonly parseAs?: ParseAs | undefined;
}

/** The result of a call by route. */
export type RouteResult = Result<unknown, ErrorBody>;

/** Anything that calls operations by route. Every {@link Client} is one, whatever its version. */
export interface Requester {
  /**
   * Calls an operation by its route, without types of its own, for generic code such as pagination.
   * Resolves to `{ data, response }` for a 2xx response, and to `{ error, response }` for any other.
   *
   * @throws {ConfigError} for an invalid route, before anything is sent; otherwise the errors of
   * {@link Client}.
   *
   * @example
   * ```ts
   * import type { Requester } from "@interkit/core";
   *
   * declare const client: Requester;
   * const { data } = await client.request("GET /contacts/{contact_id}", {
   *   params: { path: { contact_id: "5ba682d23d7cf92bef87bfd4" } },
   * });
   * ```
   */
  request(route: string, init?: RouteInit): Promise<RouteResult>;
  /** The API version that is called, such as `"2.16"`; a program's own requester may not state it. */
  readonly version?: string | undefined;
  /**
   * A short hash that differs between workspaces: of the host and of `rateLimit.key`, or of the token where
   * there is no key. With a key, it stays the same when the token is replaced. It has 32 bits, and reveals
   * neither. `undefined` for a token function without a key, whose workspace is unknown.
   */
  readonly workspaceKey?: string | undefined;
}

declare const typesOfVersion: unique symbol;

/** Carries a version's types, so that other packages can name them. Nothing of it exists at run time. */
export interface Typed<Paths, Lists> {
  readonly [typesOfVersion]?: { readonly paths: Paths; readonly lists: Lists };
}

/**
 * Calls the operations of one API version; made by `createClient` of `@interkit/core/<version>`.
 *
 * A call resolves to `{ data, response }` for a 2xx response and to `{ error, response }` for any other.
 * It throws {@link ConfigError} before sending when its arguments are invalid, {@link ConnectionError}
 * when there is no response, {@link TimeoutError} when there is none in time, {@link ResponseError}
 * when the response is not the API's, and an `AbortError` when its `signal` was aborted.
 *
 * A DELETE resolves to `data: undefined` when its first response was lost and its retry gets 404 or 410,
 * which is then the `response.status`: the first attempt has deleted the object.
 *
 * @example
 * ```ts
 * import { createClient } from "@interkit/core/2.16";
 *
 * const client = createClient({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const { data, error } = await client.GET("/contacts/{contact_id}", {
 *   params: { path: { contact_id: "5ba682d23d7cf92bef87bfd4" } },
 * });
 * ```
 */
export interface Client<Paths, Lists = Record<never, never>>
  extends Requester,
    Typed<Paths, Lists> {
  /** Reads, by the path of an operation: `client.GET("/me")`. */
  readonly GET: ClientMethod<Paths, "get">;
  /** Creates, searches or does something. Retried only where a retry has no second effect. */
  readonly POST: ClientMethod<Paths, "post">;
  /** Changes something. */
  readonly PUT: ClientMethod<Paths, "put">;
  /** Changes something, as `PUT` does. */
  readonly PATCH: ClientMethod<Paths, "patch">;
  /** Deletes something. */
  readonly DELETE: ClientMethod<Paths, "delete">;
  /** The state of the rate limit; nothing when the client does not limit calls. */
  readonly rateLimit: RateLimitState | undefined;
}

/** A {@link Client} whose methods `GET`, `POST` and so on are those of openapi-fetch. */
export interface FetchClient<Paths, Lists = Record<never, never>> extends Client<Paths, Lists> {
  /**
   * Adds middleware around the calls of `GET`, `POST`, `PUT`, `PATCH` and `DELETE`. Calls of `request`,
   * and so the pages of lists, have none; `layers` are around every call.
   */
  readonly use: (...middleware: readonly Middleware[]) => void;
  /** Removes middleware. */
  readonly eject: (...middleware: readonly Middleware[]) => void;
}
