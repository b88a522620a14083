export { apiError } from "./api-error.ts";
export type { Bytes } from "./bytes.ts";
export { type CallInfo, callOf } from "./call-of.ts";
export { callOptionNames } from "./call-options.ts";
export type {
  BodyPart,
  Client,
  ClientMethod,
  Data,
  ErrorBody,
  Failure,
  HttpMethod,
  Init,
  OperationAt,
  ParamsOf,
  ParseAs,
  Requester,
  Result,
  RouteInit,
  RouteResult,
  Typed,
} from "./client-types.ts";
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
} from "./errors.ts";
export { operationTable } from "./generated/operation-table.ts";
export type {
  CallErrorEvent,
  CallEvent,
  Hooks,
  RateLimitEvent,
  ResponseEvent,
  RetryEvent,
} from "./hooks.ts";
export { type Layer, type Send, stack } from "./layer.ts";
export { type Logger, logTo } from "./logger.ts";
export type {
  OperationFacts,
  OperationTable,
  Pagination,
  PaginationStyle,
} from "./operation-table-types.ts";
export type {
  CallOptions,
  ClientOptions,
  FetchInit,
  FetchLike,
  HeadersLike,
  Priority,
  Region,
  ResponseLike,
  RetryOptions,
  Token,
} from "./options.ts";
export type { RateLimitOptions } from "./rate-limit/options.ts";
export type { RateLimitState } from "./rate-limit/state.ts";
export type { RateLimitStore } from "./rate-limit/store.ts";
export type {
  SearchField,
  SearchFilterOf,
  SearchGroupOf,
  SearchOperator,
} from "./search-types.ts";
