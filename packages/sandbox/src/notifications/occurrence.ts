import type { JsonObject } from "../description/openapi.ts";
import type { RequestContext } from "../engine/request-context.ts";
import type { topics } from "../generated/topics.ts";
import type { Changes } from "./changes.ts";

/** A topic of notifications in any version, such as `contact.user.created`. */
export type Topic = keyof typeof topics;

/** Something that happened in the workspace, which notifications are sent about. */
export interface Occurrence {
  readonly topic: Topic;
  /**
   * What it is about, in the form of the API. The schema of the topic selects the properties that
   * the item has, and the form of its times.
   */
  readonly item: (context: RequestContext) => JsonObject;
}

/** Finds what happened in the changes of a transaction. */
export type Rule = (changes: Changes) => Iterable<Occurrence>;
