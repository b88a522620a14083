export type { Endpoint } from "../endpoint/endpoint.ts";
export type { ServerSentEvent } from "./event-parser.ts";
export type { FinEvent, FinEventTypes, FinStreamEvent, UnknownFinEvent } from "./events.ts";
export { createFinEvents, type FinEvents, type FinEventsOptions } from "./fin-events.ts";
export { readFinStream } from "./fin-stream.ts";
export {
  type EventStreamOptions,
  readServerSentEvents,
  type ServerSentEvents,
} from "./server-sent-events.ts";
