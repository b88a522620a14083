import type {
  CallOptions,
  FeedEvent,
  List,
  ListOptions,
  SearchFilter,
  SearchList,
} from "@interkit/client";
import type { MirrorStream } from "./targets/target.ts";

/** What a mirror reads of an object itself; it keeps the whole object. */
export interface MirroredItem {
  /** Intercom's id. */
  readonly id: string;
  /** When it changed last, in Unix seconds. */
  readonly updated_at: number;
}

/** The search for all objects: one without a query is refused. */
export interface MirrorSearch {
  /** Every object was created after 1970. */
  query: SearchFilter<"created_at", ">", number>;
  /** As many as Intercom returns in one response. */
  pagination: { per_page: number };
}

/** The search for a contact by its id. */
export interface ContactSearch {
  /** By Intercom's id. */
  query: SearchFilter<"id", "=", string>;
}

interface ListQuery {
  per_page?: number;
}

interface Feed {
  list(query?: ListQuery, options?: ListOptions): List<FeedEvent>;
}

/**
 * The methods that a mirror calls. A client of every version has them, except that tickets exist from 2.11 on; so
 * does an object with the resources that are mirrored alone. What a version lacks is not called.
 */
export interface MirrorClient {
  /** What `intercom.contacts` has; `activities` from 2.17 on. */
  readonly contacts?: {
    list(query?: ListQuery, options?: ListOptions): List<MirroredItem>;
    search(body: MirrorSearch | ContactSearch, options?: ListOptions): SearchList<MirroredItem>;
    get(id: string, query?: undefined, options?: CallOptions): PromiseLike<MirroredItem>;
    readonly activities?: Feed;
  };
  /** What `intercom.companies` has; `search` in Preview. */
  readonly companies?: {
    scroll(query?: undefined, options?: ListOptions): List<MirroredItem>;
    get(id: string, options?: CallOptions): PromiseLike<MirroredItem>;
    search?(body: MirrorSearch, options?: ListOptions): SearchList<MirroredItem>;
  };
  /** What `intercom.conversations` has; `deleted` from 2.16 on. */
  readonly conversations?: {
    list(query?: ListQuery, options?: ListOptions): List<MirroredItem>;
    search(body: MirrorSearch, options?: ListOptions): SearchList<MirroredItem>;
    get(id: string, query?: undefined, options?: CallOptions): PromiseLike<MirroredItem>;
    readonly deleted?: Feed;
  };
  /** What `intercom.tickets` has. */
  readonly tickets?: {
    search(body: MirrorSearch, options?: ListOptions): SearchList<MirroredItem>;
    get(id: string, options?: CallOptions): PromiseLike<MirroredItem>;
  };
}

/** The streams that a client can be mirrored by. */
export type StreamsOf<Client> = Extract<keyof Client, MirrorStream>;
