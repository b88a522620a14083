import {
  type ContentImportSource,
  type ExternalPage,
  externalPages,
  sources,
} from "../resources/knowledge/ai-content.ts";
import { type Article, articles, type Content } from "../resources/knowledge/article-model.ts";
import { articleVersions } from "../resources/knowledge/article-versions.ts";
import { collections, type HelpCollection } from "../resources/knowledge/collections.ts";
import { type Snippet, snippets } from "../resources/knowledge/content-snippets.ts";
import { type Folder, folders } from "../resources/knowledge/folder-model.ts";
import { type HelpCenter, helpCenters } from "../resources/knowledge/help-center-model.ts";
import {
  type InternalArticle,
  internalArticles,
} from "../resources/knowledge/internal-articles.ts";
import { blankKnowledge } from "../resources/knowledge/knowledge.ts";
import { type Newsfeed, type NewsItem, newsfeeds, newsItems } from "../resources/knowledge/news.ts";
import type { Seeded } from "./seeder.ts";
import { WorkspaceSeeds } from "./workspace-seeds.ts";

/** An article, with its texts in the default language; `contents` has other languages. */
type ArticleSeed = Partial<Omit<Article, "id"> & Content>;

/** Seeds help centers, content for Fin, and news. */
export class KnowledgeSeeds extends WorkspaceSeeds {
  /** Adds a help center, in English unless `locales` are given. The first one is the default. */
  helpCenter(given: Partial<Omit<HelpCenter, "id">> = {}): Seeded {
    return this.add(helpCenters, {
      identifier: "help",
      display_name: "Help center",
      url: "https://help.example.com",
      custom_domain: null,
      website_turned_on: true,
      default: this.store.collection(helpCenters).size === 0,
      locales: ["en"],
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /** Adds a collection of articles, in the first help center unless another is given. */
  collection(given: Partial<Omit<HelpCollection, "id">> = {}): Seeded {
    return this.add(collections, {
      name: "Getting started",
      description: "",
      icon: "book-bookmark",
      order: this.store.collection(collections).size + 1,
      default_locale: "en",
      translated_content: null,
      parent_id: null,
      help_center_id: 1,
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /** Adds an article with its first version, published unless `state` is given. */
  article(given: ArticleSeed = {}): Seeded {
    const { title, description, body, author_id, state, ...rest } = given;
    const { default_locale = "en" } = rest;
    const content: Content = {
      title: title ?? "First steps",
      description: description ?? "",
      body: body ?? "<p>Begin here.</p>",
      author_id: author_id ?? 1,
      state: state ?? "published",
      created_at: given.created_at ?? this.now(),
      updated_at: given.updated_at ?? given.created_at ?? this.now(),
    };
    const contents = { [default_locale]: content, ...given.contents };
    const article = this.add(articles, {
      ...blankKnowledge(this.now(), true, content.author_id),
      default_locale,
      parent_ids: [],
      staged: {},
      draft_updated_at: null,
      was_published: content.state === "published",
      scheduled_publish_at: null,
      scheduled_unpublish_at: null,
      ...rest,
      contents,
    });
    this.add(articleVersions, {
      article_id: article.id,
      contents,
      created_by_id: String(content.author_id),
      from_version_id: null,
      shown: content.state === "published",
      created_at: content.created_at,
    });
    return article;
  }

  /** Adds an internal article, for the team and its AI agents. */
  internalArticle(given: Partial<Omit<InternalArticle, "id">> = {}): Seeded {
    return this.add(internalArticles, {
      ...blankKnowledge(this.now(), false, given.author_id ?? 1),
      title: "Who is on call",
      body: "<p>Whoever opened the office.</p>",
      author_id: 1,
      owner_id: 1,
      locale: "en",
      ...given,
    });
  }

  /** Adds a short text that Fin and Copilot answer from. */
  contentSnippet(given: Partial<Omit<Snippet, "id">> = {}): Seeded {
    return this.add(snippets, {
      ...blankKnowledge(this.now(), true, 1),
      title: "Opening hours",
      locale: "en",
      json_blocks: [{ type: "paragraph", text: "We are open from nine to five." }],
      ...given,
    });
  }

  /** Adds a folder for content, in another folder with `parent_folder_id`. */
  folder(given: Partial<Omit<Folder, "id">> = {}): Seeded {
    return this.add(folders, {
      name: "Guides",
      description: null,
      emoji: null,
      parent_folder_id: null,
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /** Adds a newsfeed. */
  newsfeed(given: Partial<Omit<Newsfeed, "id">> = {}): Seeded {
    return this.add(newsfeeds, {
      name: "News",
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /** Adds a news item, live in the first newsfeed unless other values are given. */
  newsItem(given: Partial<Omit<NewsItem, "id">> = {}): Seeded {
    return this.add(newsItems, {
      title: "Something new",
      body: "<p>Have a look.</p>",
      sender_id: 1,
      state: "live",
      deliver_silently: false,
      labels: [],
      reactions: [null, null, null, null],
      newsfeed_assignments: [{ newsfeed_id: 1, published_at: given.created_at ?? this.now() }],
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /** Adds a source of pages for Fin. */
  contentImportSource(given: Partial<Omit<ContentImportSource, "id">> = {}): Seeded {
    return this.add(sources, {
      sync_behavior: "api",
      status: "active",
      url: "https://docs.example.com",
      audience_ids: [],
      last_synced_at: this.now(),
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /** Adds a page of a content import source, which Fin answers from. */
  externalPage(
    given: Partial<Omit<ExternalPage, "id">> &
      Pick<ExternalPage, "source_id"> & { readonly url?: string },
  ): Seeded {
    const page = {
      title: "Getting started",
      html: "<p>Begin here.</p>",
      url: "https://docs.example.com/start",
      locale: "en",
      external_id: `page-${this.store.collection(externalPages).size + 1}`,
      ai_agent_availability: true,
      fin_availability: given.ai_agent_availability ?? true,
      created_at: this.now(),
      updated_at: this.now(),
      last_ingested_at: this.now(),
      ...given,
    };
    return this.add(externalPages, page);
  }
}
