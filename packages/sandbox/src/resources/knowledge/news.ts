import { invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { list, newestFirst, oldestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { checkTeammate } from "./article-model.ts";
import { toArticleHtml } from "./markdown.ts";

/** A newsfeed. Newsfeeds are created in Intercom's pages, not by the API. */
export interface Newsfeed extends Entity {
  readonly name: string;
  readonly created_at: number;
  readonly updated_at: number;
}

interface Assignment {
  readonly newsfeed_id: number;
  readonly published_at?: number;
}

export interface NewsItem extends Entity {
  readonly title: string;
  readonly body: string;
  readonly sender_id: number;
  readonly state: "draft" | "live";
  readonly deliver_silently: boolean;
  readonly labels: readonly (string | null)[];
  readonly reactions: readonly (string | null)[];
  readonly newsfeed_assignments: readonly Assignment[];
  readonly created_at: number;
  readonly updated_at: number;
}

export const newsfeeds: CollectionKey<Newsfeed> = collection<Newsfeed>("newsfeeds", "number");

export const newsItems: CollectionKey<NewsItem> = collection<NewsItem>("newsItems", "number", {
  newsfeed: ({ newsfeed_assignments }) =>
    newsfeed_assignments.map(({ newsfeed_id }) => String(newsfeed_id)),
});

const blankItem: Partial<NewsItem> = {
  body: "",
  state: "draft",
  deliver_silently: false,
  labels: [],
  reactions: [null, null, null, null],
  newsfeed_assignments: [],
};

/** Reads and checks a request: the sender must be a teammate, and the newsfeeds must exist. */
function readInput(context: RequestContext): Partial<NewsItem> {
  const { sender_id, body, newsfeed_assignments } = context.body<Partial<NewsItem>>();
  checkTeammate(context, sender_id, "sender_id");
  for (const { newsfeed_id, published_at = 0 } of newsfeed_assignments ?? []) {
    context.find(newsfeeds, String(newsfeed_id));
    if (published_at > context.now) {
      throw invalidParameter("published_at must be in the past", "newsfeed_assignments");
    }
  }
  return { ...(body === undefined ? {} : { body: toArticleHtml(body) }), updated_at: context.now };
}

function view(context: RequestContext, item: NewsItem): object {
  const { newsfeed_assignments: assignments, state } = item;
  return {
    ...item,
    type: "news-item",
    workspace_id: context.workspace.id,
    cover_image_url: null,
    newsfeed_assignments: assignments.map((one) => ({
      newsfeed_id: one.newsfeed_id,
      // A live item without a time was published when it last changed. The time of a draft is ignored.
      published_at: (state === "live" ? one.published_at : undefined) ?? item.updated_at,
    })),
  };
}

export const newsHandlers: Handlers = {
  ...crud("news.items", {
    collection: newsItems,
    order: newestFirst,
    created: (context) => ({
      ...blankItem,
      ...context.body<Partial<NewsItem>>(),
      ...readInput(context),
      created_at: context.now,
    }),
    changed: readInput,
    deleted: (_call, { id }) => deletedView("news-item", id),
    view,
  }),
  ...crud("news.newsfeeds", { collection: newsfeeds, order: oldestFirst, created: () => ({}) }, [
    "list",
    "get",
  ]),
  // A newsfeed lists its live items only.
  "news.newsfeeds.items.list": (context) => {
    const { id } = context.find(newsfeeds, context.param("newsfeed_id"));
    const items = context.collection(newsItems).findBy("newsfeed", id);
    const live = items.filter(({ state }) => state === "live");
    return list(context, live, {
      order: newestFirst,
      view: (item) => view(context, item),
      perPage: 20,
    });
  },
};
