import type { CallOptions, List, ListOptions } from "@interkit/client";

interface ListQuery {
  per_page?: number;
}

/** What `GET /me` returns of the teammate that the token belongs to, and of the workspace. */
export interface TokenOwner {
  /** Intercom's id of the teammate. */
  readonly id: string;
  /** The workspace. */
  readonly app?: { readonly id_code: string } | null | undefined;
}

/** The method that finds out which workspace a client is one of. */
export interface OwnerReader {
  /** `GET /me`. */
  identify(options?: CallOptions): PromiseLike<TokenOwner>;
}

/** A content import source, to which pages for Fin belong. */
export interface ContentImportSource {
  /** Intercom's id of the source. */
  readonly id: number;
  /** Where the source begins. */
  readonly url: string;
  /** Whether Fin uses its pages: `"active"` or `"deactivated"`. */
  readonly status: string;
  /** How pages get in; `"api"` for those that programs send. */
  readonly sync_behavior: string;
}

/** An external page, as Intercom returns it. */
export interface ExternalPage {
  /** Intercom's id of the page. */
  readonly id: string;
  /** The source that the page belongs to. */
  readonly source_id: number;
  /** What its source calls it. */
  readonly external_id: string | null;
  /** Its title. */
  readonly title: string;
  /** Its content. */
  readonly html: string;
  /** Where people can read it. */
  readonly url: string | null;
  /** Its language. */
  readonly locale: string;
  /** Whether Fin may use it. */
  readonly ai_agent_availability: boolean;
  /** Whether Copilot may use it. */
  readonly ai_copilot_availability: boolean;
}

/** The body of a request that creates an external page, or changes the one that its source calls the same. */
export interface ExternalPageInput {
  /** Its title. */
  title: string;
  /** Its content. */
  html: string;
  /** Where people can read it. */
  url?: string | undefined;
  /** Its language. */
  locale: string;
  /** Whether Fin may use it. */
  ai_agent_availability?: boolean | undefined;
  /** Whether Copilot may use it. */
  ai_copilot_availability?: boolean | undefined;
  /** The source that the page belongs to. */
  source_id: number;
  /** What its source calls it. */
  external_id: string;
}

/** The methods that `contentPages` calls. A client of every version from 2.12 on has them. */
export interface ContentPagesClient {
  /** The client below the methods, whose version decides which languages pages may have. */
  readonly client?: { readonly version?: string | undefined };
  /** What `intercom.admins` has. */
  readonly admins: OwnerReader;
  /** What `intercom.aiContent` has. */
  readonly aiContent: {
    readonly contentImportSources: {
      list(query?: undefined, options?: ListOptions): List<ContentImportSource>;
      create(
        body: { sync_behavior: "api"; url: string },
        options?: CallOptions,
      ): PromiseLike<ContentImportSource>;
    };
    readonly externalPages: {
      list(query?: ListQuery, options?: ListOptions): List<ExternalPage>;
      get(id: string, options?: CallOptions): PromiseLike<ExternalPage>;
      create(body: ExternalPageInput, options?: CallOptions): PromiseLike<ExternalPage>;
      delete(id: string, options?: CallOptions): PromiseLike<unknown>;
    };
  };
}

/** An article of a help center, as Intercom returns it. */
export interface HelpArticle {
  /** Intercom's id of the article. */
  readonly id: string;
  /** Its title. */
  readonly title: string;
  /** The short text below its title. */
  readonly description: string | null;
  /** Its content as HTML, which Intercom has rewritten. */
  readonly body: string | null;
  /** The id of its author. */
  readonly author_id: number;
  /** `"published"` or `"draft"`. */
  readonly state: string;
  /** The ids of its collections. */
  readonly parent_ids?: readonly number[] | null | undefined;
  /** When it was created, in Unix seconds. */
  readonly created_at: number;
  /** Whether it has changes in a draft; from 2.16 on. */
  readonly has_unpublished_changes?: boolean | null | undefined;
}

/** What is sent of an article; an update keeps what is left out. */
export interface HelpArticleInput {
  /** Its title. */
  title: string;
  /** The short text below its title. */
  description?: string | undefined;
  /** Its content as HTML. */
  body: string;
  /** The id of its author. */
  author_id: number;
  /** Whether people can read it. */
  state: "published" | "draft";
  /** The id of its collection. */
  parent_id?: number | string | undefined;
  /** What `parent_id` is the id of. */
  parent_type?: string | undefined;
}

/** A collection of articles. */
export interface HelpCollection {
  /** Intercom's id of the collection. */
  readonly id: string;
  /** Its name in the default language. */
  readonly name: string;
}

/** The methods that `articles` calls. A client of every version has them. */
export interface ArticlesClient {
  /** What `intercom.admins` has. */
  readonly admins: OwnerReader;
  /** What `intercom.articles` has. */
  readonly articles: {
    list(query?: ListQuery, options?: ListOptions): List<HelpArticle>;
    get(id: string, options?: CallOptions): PromiseLike<HelpArticle>;
    create(body: HelpArticleInput, options?: CallOptions): PromiseLike<HelpArticle>;
    update(
      id: string,
      body?: Partial<HelpArticleInput>,
      options?: CallOptions,
    ): PromiseLike<HelpArticle>;
    delete(id: string, options?: CallOptions): PromiseLike<unknown>;
  };
  /** What `intercom.helpCenters` has. */
  readonly helpCenters: {
    readonly collections: { list(query?: ListQuery, options?: ListOptions): List<HelpCollection> };
  };
}
