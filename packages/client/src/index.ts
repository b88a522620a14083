// The exports of core and pagination that a program needs, so that it depends on the client alone.
export type {
  ApiErrorDetail,
  Bytes,
  CallErrorEvent,
  CallEvent,
  CallInfo,
  CallOptions,
  Checkpoint,
  Client,
  ErrorBody,
  ErrorKind,
  FetchInit,
  FetchLike,
  HeadersLike,
  Hooks,
  Layer,
  Logger,
  ParseAs,
  Priority,
  RateLimitEvent,
  RateLimitOptions,
  RateLimitReason,
  RateLimitState,
  RateLimitStore,
  Region,
  Requester,
  ResponseEvent,
  ResponseLike,
  ResponseProblem,
  Result,
  RetryEvent,
  RetryOptions,
  RouteInit,
  RouteResult,
  SearchField,
  SearchOperator,
  Send,
  TimeoutPhase,
  Token,
} from "@interkit/core";
export {
  ApiError,
  apiError,
  ConfigError,
  ConnectionError,
  callInfoOf,
  InterkitError,
  isGone,
  logTo,
  RateLimitError,
  ResponseError,
  stack,
  TimeoutError,
} from "@interkit/core";
export type { ConnectionOptions } from "@interkit/core/node";
export type { RedisStoreOptions } from "@interkit/core/redis";
export {
  expand,
  type Items,
  type LazyList,
  type List,
  type ListOptions,
  type MapContext,
  type MapFunction,
  type MapOptions,
  type NestedList,
  type Page,
  type Progress,
  type RangeOptions,
  type SearchList,
} from "@interkit/pagination";
export type {
  CompanySearchFields,
  ContactSearchFields,
  ConversationSearchFields,
  TicketSearchFields,
} from "./generated/search-fields.ts";
export type { Call, WithResponse } from "./methods/call.ts";
export type { Download } from "./methods/download.ts";
export type { IntercomOptions, NoInput, QueryOptions, RequiredQueryOptions } from "./options.ts";
export type { QueryBuilder } from "./search/builder.ts";
export type { NestedSearchGroup, SearchFilter, SearchGroup } from "./search/filters.ts";
export { type Queries, type Query, query } from "./search/query.ts";
