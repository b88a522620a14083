import {
  type CallOptions,
  ConfigError,
  type FeedEvent,
  type List,
  type ListOptions,
  type SearchList,
} from "@interkit/client";
import type { MirrorClient, MirroredItem, MirrorSearch } from "./client.ts";
import type { MirrorRecord, MirrorStream } from "./targets/target.ts";

/** How the objects of a stream are read in the version of a client. */
export interface Stream {
  readonly name: MirrorStream;
  /** Whether lists and searches return whole objects; those of conversations return them without parts. */
  readonly isListedWhole: boolean;
  /** Reads an object by its id. */
  get(id: string, call: CallOptions): PromiseLike<MirroredItem>;
  /** The search that changes are read with; missing where the version has none. */
  readonly search?: ((options: ListOptions) => SearchList<MirroredItem>) | undefined;
  /** The ways to read all objects, the best one first. The others are for where that one fails. */
  readonly walks: readonly ((options: ListOptions) => List<MirroredItem>)[];
  /** What was deleted or merged; missing where the version has no such feed. */
  readonly feed?: ((options: ListOptions) => List<FeedEvent>) | undefined;
  /**
   * Whether an object that can be read by its id is in a search. Missing where everything that can be read is in
   * the lists, too.
   */
  readonly isFound?: ((id: string, call: CallOptions) => Promise<boolean>) | undefined;
}

/** Everything; a search without a query is refused. */
const everything: MirrorSearch = {
  query: { field: "created_at", operator: ">", value: 0 },
  pagination: { per_page: 150 },
};

const inRanges =
  (search: (options: ListOptions) => SearchList<MirroredItem>) => (options: ListOptions) =>
    search({ ...options, onUnreadable: "skip" }).inRanges({ by: "created_at" });

const openers: Readonly<Record<MirrorStream, (client: MirrorClient) => Stream | undefined>> = {
  contacts: ({ contacts }) => {
    if (contacts === undefined) return undefined;
    const { activities } = contacts;
    const search = (options: ListOptions) => contacts.search(everything, options);
    return {
      name: "contacts",
      isListedWhole: true,
      get: (id, call) => contacts.get(id, undefined, call),
      search,
      walks: [(options) => contacts.list({ per_page: 150 }, options), inRanges(search)],
      feed: activities && ((options) => activities.list({ per_page: 150 }, options)),
      isFound: async (id, call) => {
        const query = { field: "id", operator: "=", value: id } as const;
        return (await contacts.search({ query }, call).first()) !== undefined;
      },
    };
  },
  companies: ({ companies }) => {
    if (companies === undefined) return undefined;
    const { search } = companies;
    return {
      name: "companies",
      isListedWhole: true,
      get: (id, call) => companies.get(id, call),
      search: search && ((options) => search(everything, options)),
      // Only the scroll returns companies without a contact.
      walks: [
        (options) =>
          companies.scroll(undefined, {
            ...options,
            ...{ onScrollBusy: "wait", onScrollExpired: "restart", dedupe: "id" },
          }),
      ],
    };
  },
  conversations: ({ conversations }) => {
    if (conversations === undefined) return undefined;
    const { deleted } = conversations;
    const search = (options: ListOptions) => conversations.search(everything, options);
    return {
      name: "conversations",
      isListedWhole: false,
      get: (id, call) => conversations.get(id, undefined, call),
      search,
      walks: [(options) => conversations.list({ per_page: 150 }, options), inRanges(search)],
      feed: deleted && ((options) => deleted.list({ per_page: 60 }, options)),
    };
  },
  tickets: ({ tickets }) => {
    if (tickets === undefined) return undefined;
    const search = (options: ListOptions) => tickets.search(everything, options);
    return {
      name: "tickets",
      isListedWhole: true,
      get: (id, call) => tickets.get(id, call),
      search,
      walks: [inRanges(search)],
    };
  },
};

/** In this order, contacts are read before what refers to them. */
export const streamNames: readonly MirrorStream[] = [
  ...(["contacts", "companies", "conversations", "tickets"] as const),
];

/**
 * The streams of a client; by default, all that it has.
 *
 * @throws {ConfigError} for a stream that does not exist, or that the client does not have.
 */
export function openStreams(
  client: MirrorClient,
  wanted: readonly MirrorStream[] | undefined,
): ReadonlyMap<MirrorStream, Stream> {
  if (wanted !== undefined && (!Array.isArray(wanted) || wanted.length === 0)) {
    throw new ConfigError(`createMirror: "streams" must be a list of ${streamNames.join(", ")}`);
  }
  const streams = new Map<MirrorStream, Stream>();
  for (const name of (wanted as readonly MirrorStream[] | undefined) ?? streamNames) {
    if (!Object.hasOwn(openers, name)) {
      throw new ConfigError(
        `createMirror has no stream "${name}"; it has ${streamNames.join(", ")}`,
      );
    }
    const stream = openers[name](client);
    if (stream !== undefined) streams.set(name, stream);
    else if (wanted !== undefined) {
      throw new ConfigError(
        `createMirror: the client has no ${name}; use a version that has them, or leave out the stream`,
      );
    }
  }
  if (streams.size === 0) {
    throw new ConfigError("createMirror takes a client, as createIntercom returns it");
  }
  return streams;
}

/** The id of an object as text: some webhooks and old versions have numbers. */
export const idOf = ({ id }: MirroredItem): string => String(id);

/** An object as a target keeps it, which was not read before a time. */
export function recordOf(item: MirroredItem, readAt: number): MirrorRecord {
  // The data are JSON as the server sent it; its type has no index signature.
  return { id: idOf(item), updatedAt: item.updated_at, readAt, data: item as never };
}

/** Which parts of a conversation or ticket are missing, in words; undefined where it has them all. */
export function missingParts(item: MirroredItem): string | undefined {
  const { conversation_parts, ticket_parts } = item as unknown as {
    readonly conversation_parts?: Parts | null;
    readonly ticket_parts?: Parts | null;
  };
  const parts = conversation_parts ?? ticket_parts;
  const shown = parts?.conversation_parts?.length ?? parts?.ticket_parts?.length ?? 0;
  const total = parts?.total_count ?? shown;
  return total > shown ? `has the newest ${shown} of ${total} parts` : undefined;
}

interface Parts {
  readonly total_count?: number | null;
  readonly conversation_parts?: readonly unknown[];
  readonly ticket_parts?: readonly unknown[];
}
