import { apiError, invalidParameter, missingParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type CrudOptions, crud } from "../../handlers/crud.ts";
import { newestFirst, oldestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A source of pages for Fin. */
export interface ContentImportSource extends Entity {
  readonly sync_behavior: string;
  readonly status: string;
  readonly url: string;
  readonly audience_ids: readonly number[];
  readonly last_synced_at: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** A page that Fin answers from. */
export interface ExternalPage extends Entity {
  readonly title: string;
  readonly html: string;
  readonly locale: string;
  readonly source_id: string;
  readonly external_id: string | null;
  readonly ai_agent_availability: boolean;
  readonly created_at: number;
  readonly updated_at: number;
  readonly last_ingested_at: number;
}

export const sources: CollectionKey<ContentImportSource> = collection<ContentImportSource>(
  "contentImportSources",
  "number",
);

export const externalPages: CollectionKey<ExternalPage> = collection<ExternalPage>(
  "externalPages",
  "number",
  {
    source: ({ source_id }) => [source_id],
    external: ({ source_id, external_id }) => [external_id && `${source_id} ${external_id}`],
  },
);

interface SourceInput {
  readonly sync_behavior: string;
  readonly status?: string;
  readonly url?: string;
  readonly audience_ids?: number | readonly number[] | null;
}

function audiences(context: RequestContext): Pick<ContentImportSource, "audience_ids"> {
  return { audience_ids: [context.body<SourceInput>().audience_ids ?? []].flat() };
}

const sourceOptions: CrudOptions<ContentImportSource> = {
  collection: sources,
  order: oldestFirst,
  created: (context) => ({
    status: context.body<SourceInput>().status ?? "active",
    ...audiences(context),
    last_synced_at: context.now,
    created_at: context.now,
    updated_at: context.now,
  }),
  changed: (context, before) => {
    const { sync_behavior, audience_ids, url = before.url } = context.body<SourceInput>();
    // The value is `automated` in requests and `automatic` in responses.
    const after = sync_behavior === "automated" ? "automatic" : sync_behavior;
    if ((before.sync_behavior === "api") !== (after === "api")) {
      throw invalidParameter("sync_behavior cannot change from or to api", "sync_behavior");
    }
    if (after !== "api" && url !== before.url) {
      throw invalidParameter("url can only change where sync_behavior is api", "url");
    }
    return {
      sync_behavior: after,
      ...(audience_ids === undefined ? {} : audiences(context)),
      updated_at: context.now,
    };
  },
  deleted: (context, source) => {
    for (const page of context.collection(externalPages).findBy("source", source.id))
      context.collection(externalPages).delete(page.id);
    return undefined;
  },
};

interface PageInput {
  readonly source_id: string | number;
  readonly external_id?: string | number;
  readonly ai_agent_availability?: boolean;
  readonly fin_availability?: boolean;
}

/** The properties that every write of a page sets. @throws {ApiError} 404 for an unknown source. */
function readPage(context: RequestContext, before?: ExternalPage): Partial<ExternalPage> {
  const { source_id, external_id, ...input } = context.body<PageInput>();
  const source = context.find(sources, String(source_id), () =>
    notFound(`There is no content import source ${source_id}`),
  );
  const agent = input.ai_agent_availability ?? input.fin_availability;
  const ai_agent_availability = agent ?? before?.ai_agent_availability ?? false;
  return {
    source_id: source.id,
    external_id: external_id === undefined ? (before?.external_id ?? null) : String(external_id),
    ai_agent_availability,
    updated_at: context.now,
    last_ingested_at: context.now,
  };
}

/** The pages of a list: the one of a source with an external id, or all. */
function requestedPages(context: RequestContext): readonly ExternalPage[] {
  const pages = context.collection(externalPages);
  const { source_id, external_id } = context.query;
  if (source_id === undefined && external_id === undefined) return pages.all();
  for (const [name, value] of Object.entries({ source_id, external_id })) {
    if (value === undefined) throw missingParameter(`${name} must be given`, name);
  }
  return pages.findBy("external", `${source_id} ${external_id}`);
}

const pageOptions: CrudOptions<ExternalPage> = {
  collection: externalPages,
  order: newestFirst,
  created: (context) => ({ ...readPage(context), created_at: context.now }),
  existing: (context) => {
    const { source_id, external_id } = context.body<PageInput>();
    return context.collection(externalPages).findBy("external", `${source_id} ${external_id}`)[0];
  },
  changed: (context, page) => {
    if (context.collection(sources).get(page.source_id)?.sync_behavior !== "api") {
      throw invalidParameter("Only pages that came by the API can be changed", "source_id");
    }
    return readPage(context, page);
  },
  requested: requestedPages,
  pageLimit: {
    items: 10_000,
    error: () => apiError(400, "bad_request", "page limit reached, please use scroll API"),
  },
  // The response has the page with an empty body.
  deleted: (_call, page) => ({ ...pageView(page), html: "" }),
  view: (_call, page) => pageView(page),
};

/** `fin_availability` is the older name of `ai_agent_availability`. */
function pageView(page: ExternalPage): object {
  return { ...page, fin_availability: page.ai_agent_availability };
}

export const aiContentHandlers: Handlers = {
  ...crud("aiContent.contentImportSources", sourceOptions),
  ...crud("aiContent.externalPages", pageOptions),
};
