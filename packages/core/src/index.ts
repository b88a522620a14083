export { callOptionNames } from "./client/call-options.ts";
export type {
  BodyPart,
  Client,
  ClientMethod,
  Data,
  Failure,
  FetchClient,
  HttpMethod,
  Init,
  OperationAt,
  ParamsOf,
  Requester,
  Result,
  RouteInit,
  RouteResult,
  Typed,
} from "./client/client-types.ts";
export type { Middleware, MiddlewareContext } from "./client/middleware.ts";
export type { CallOptions, ClientOptions, HeadersLike, Region } from "./client/options.ts";
export { createRequester, createRequesterWithFacts } from "./client/requester.ts";
export type {
  SearchField,
  SearchFilterOf,
  SearchGroupOf,
  SearchOperator,
} from "./client/search-types.ts";
export {
  ApiError,
  type ApiErrorDetail,
  type Checkpoint,
  ConfigError,
  ConnectionError,
  type ErrorKind,
  InterkitError,
  RateLimitError,
  type RateLimitReason,
  ResponseError,
  type ResponseProblem,
  TimeoutError,
  type TimeoutPhase,
} from "./errors/errors.ts";
export { isGone } from "./errors/is-gone.ts";
export { mergedInto } from "./errors/merged-into.ts";
export type {
  CallErrorEvent,
  CallEvent,
  Hooks,
  RateLimitEvent,
  ResponseEvent,
  RetryEvent,
} from "./observe/hooks.ts";
export { type Logger, logTo } from "./observe/logger.ts";
export type { RateLimitOptions } from "./rate-limit/options.ts";
export type { RateLimitState } from "./rate-limit/state.ts";
export type { RateLimitStore } from "./rate-limit/store.ts";
export { apiError } from "./responses/api-error.ts";
export type { ErrorBody } from "./responses/error-body.ts";
export type { ParseAs } from "./responses/response-types.ts";
export type { Bytes } from "./transport/bytes.ts";
export { cachedFacts } from "./transport/cached-facts.ts";
export { type CallInfo, callInfoOf } from "./transport/call-info.ts";
export { abortError } from "./transport/deadline.ts";
export { type Layer, type Send, stack } from "./transport/layer.ts";
export { onAbort } from "./transport/on-abort.ts";
export { operationFacts, operationRoutes } from "./transport/operation-facts.ts";
export type {
  FactsOf,
  OperationFacts,
  Pagination,
  PaginationStyle,
} from "./transport/operation-table-types.ts";
export type {
  FetchInit,
  FetchLike,
  Priority,
  ResponseLike,
  Token,
} from "./transport/options.ts";
export type { RetryOptions } from "./transport/retry-options.ts";
