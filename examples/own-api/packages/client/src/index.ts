// The exports of core and pagination that a program needs, so that it depends on the client alone.
export type {
  CallOptions,
  Client,
  ErrorBody,
  Hooks,
  Region,
  RetryOptions,
  Token,
} from "@pedal/core";
export {
  ApiError,
  ConfigError,
  ConnectionError,
  PedalError,
  RateLimitError,
  ResponseError,
  TimeoutError,
} from "@pedal/core";
export type { LazyList, List, ListOptions, Page } from "@pedal/pagination";
export type { Call, WithResponse } from "./methods/call.ts";
export type { PedalOptions } from "./options.ts";
