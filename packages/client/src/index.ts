export type {
  CallOptions,
  FetchInit,
  FetchLike,
  HeadersLike,
  Hooks,
  Layer,
  Priority,
  RateLimitOptions,
  ResponseLike,
  RetryOptions,
  SearchField,
  SearchOperator,
  Send,
} from "@interkit/core";
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
  type Region,
  ResponseError,
  type ResponseProblem,
  TimeoutError,
  type TimeoutPhase,
  type Token,
} from "@interkit/core";
export type { List, Page } from "@interkit/pagination";
export type { Call, WithResponse } from "./call.ts";
export type { Download } from "./download.ts";
export type {
  CompanySearchFields,
  ContactSearchFields,
  ConversationSearchFields,
  TicketSearchFields,
} from "./generated/search-fields.ts";
export type { IntercomOptions, NoInput, QueryOptions, RequiredQueryOptions } from "./options.ts";
export type { QueryBuilder } from "./search/builder.ts";
export type { NestedSearchGroup, SearchFilter, SearchGroup } from "./search/filters.ts";
export { type Queries, type Query, query } from "./search/query.ts";
