import type { RateLimitState } from "../rate-limit/state.ts";
import type { ErrorBody, ParseAs } from "../responses/response-types.ts";
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

/** What a call of an operation takes. */
export type Init<Operation> = ParamsPart<ParamsOf<Operation>> & BodyPart<Operation> & CallOptions;

type InitAs<Operation, As> = Init<Operation> & { parseAs?: As };

/** The last argument of a call: to be left out exactly when nothing in it is required. */
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

/** What a success of an operation holds; `undefined` when it answers with nothing. */
export type Data<Operation> = ContentOf<
  ResponsesOf<Operation>[SuccessStatus<ResponsesOf<Operation>>]
>;

type FailureIn<Responses> = Exclude<
  ContentOf<Responses[Exclude<keyof Responses, SuccessStatus<Responses>>]>,
  undefined | string | ReadableStream
>;

/** What a failure of an operation holds. Any operation may fail in a way it does not declare. */
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

/** The outcome of a call: `data` of a 2xx, or `error` of any other answer, never both. */
export type Result<Success, Failed> =
  | { data: Success; error?: never; response: Response }
  | { data?: never; error: Failed; response: Response };

/** Calls operations of one verb. */
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

/** What a DELETE gives whose first answer was lost, and that finds nothing left: see {@link Client}. */
type AlreadyDeleted<Verb extends HttpMethod> = Verb extends "delete" ? undefined : never;

/** What a call by route takes, unchecked by the compiler. */
export interface RouteInit extends CallOptions {
  /** What is put into the path, and the query. */
  readonly params?:
    | {
        readonly path?: Readonly<Record<string, unknown>> | undefined;
        readonly query?: Readonly<Record<string, unknown>> | undefined;
      }
    | undefined;
  /** Plain JSON, or a `FormData`. */
  readonly body?: unknown;
  /** How a success is read; `"json"` by default. */
  readonly parseAs?: ParseAs | undefined;
}

/** The outcome of a call by route. */
export type RouteResult = Result<unknown, ErrorBody>;

/** Anything that calls operations by route. Every {@link Client} is one, whatever its version. */
export interface Requester {
  /**
   * Calls an operation by its route, with no types of its own: what generic code (pagination,
   * route tables) builds on. Resolves to `{ data, response }` for a 2xx answer, and to
   * `{ error, response }` for any other.
   *
   * @throws {ConfigError} for what is no route, before anything is sent; otherwise what {@link Client}
   * throws.
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
}

declare const typesOfVersion: unique symbol;

/** Carries a version's types, so that other packages can name them. Nothing of it exists at run time. */
export interface Typed<Paths, Lists> {
  readonly [typesOfVersion]?: { readonly paths: Paths; readonly lists: Lists };
}

/**
 * Calls the operations of one API version; made by `createClient` of `@interkit/core/<version>`.
 *
 * A call resolves to `{ data, response }` for a 2xx answer and to `{ error, response }` for any other.
 * It throws {@link ConfigError} before sending when it was called wrongly, {@link ConnectionError}
 * when there is no answer, {@link TimeoutError} when there is none in time, {@link ResponseError}
 * when the answer is not the API's, and an `AbortError` when its `signal` was aborted.
 *
 * A DELETE gives `data: undefined` when it was sent again, since the first answer was lost, and finds
 * nothing left: `response.status` is 404 or 410 then, and the thing is deleted.
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
  /** How the client stands towards Intercom's limit; nothing when calls are not held back. */
  readonly rateLimit: RateLimitState | undefined;
}
