import type {
  FinCsatRequestedEvent,
  FinRepliedEvent,
  FinReplyChunkEvent,
  FinStatusUpdatedEvent,
} from "@interkit/core/latest";

/** The events of the Fin Agent API that come as webhooks, by name. */
export interface FinEventTypes {
  /** Fin has answered. */
  readonly fin_replied: FinRepliedEvent;
  /** Fin waits for the user, hands over, or is done. */
  readonly fin_status_updated: FinStatusUpdatedEvent;
  /** Fin requests a rating. */
  readonly csat_requested: FinCsatRequestedEvent;
}

/** An event that comes as a webhook. */
export type FinEvent = FinEventTypes[keyof FinEventTypes];

/** An event of a stream: one of those that come as webhooks, or a part of an answer while Fin writes it. */
export type FinStreamEvent = FinEvent | FinReplyChunkEvent;

/** An event of any name; Intercom adds events. */
export interface UnknownFinEvent {
  /** The name. */
  readonly event_name: string;
  /** Whatever else it has. */
  readonly [property: string]: unknown;
}

const names: readonly string[] = [
  "fin_replied",
  "fin_status_updated",
  "csat_requested",
  "fin_reply_chunk",
] satisfies FinStreamEvent["event_name"][];

export function isStreamEvent(json: unknown): json is FinStreamEvent {
  return names.includes(String((Object(json) as Partial<UnknownFinEvent>).event_name));
}

/** @throws {SyntaxError} for what is no event. */
export function readFinEvent(json: unknown): UnknownFinEvent {
  const { event_name } = Object(json) as Partial<UnknownFinEvent>;
  if (typeof event_name === "string") return json as UnknownFinEvent;
  throw new SyntaxError("The body is no event of the Fin Agent API: it has no event_name");
}
