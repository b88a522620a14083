import { type CallOptions, ConfigError } from "@interkit/client";
import { checkNames, checkOneOf } from "../options/check.ts";
import { ArticleParents } from "./article-parents.ts";
import type { ArticlesClient, HelpArticle, HelpArticleInput } from "./client.ts";
import type {
  Collection,
  CollectionContext,
  DesiredObject,
  ExistingObject,
  Listing,
  OpenCollection,
} from "./collection.ts";
import { type ContentPage, checkContent } from "./content.ts";
import { CountedListing } from "./counted-listing.ts";
import { unlessGone } from "./unless-gone.ts";

/** Options of `articles`. */
export interface ArticlesOptions {
  /** Whether people can read the articles: `"published"` by default, or `"draft"`. */
  readonly state?: "published" | "draft" | undefined;
  /**
   * The id of the teammate who is named as the author of all articles. By default, that of the token is the author of
   * new articles, and others keep theirs.
   */
  readonly author_id?: number | undefined;
  /**
   * The collection that articles belong to: its id or its name, or a function that returns one for an article. By
   * default, and where the function returns `undefined`, articles stay where they are in Intercom.
   */
  readonly parent?:
    | string
    | number
    | ((article: ContentPage) => string | number | undefined)
    | undefined;
  /**
   * What becomes of an article that the source no longer has: `"unpublish"`, the default, makes it a draft, and
   * `"delete"` deletes it, with its address and its statistics.
   */
  readonly removal?: "unpublish" | "delete" | undefined;
}

/** What articles are compared by; `parent` is the id of the collection once it is looked up. */
type ArticleFields = Pick<HelpArticleInput, "title" | "body" | "state"> &
  Partial<Pick<HelpArticleInput, "description" | "author_id">> & { readonly parent?: string };

/**
 * Articles of a help center in its default language. Intercom has no place for the key of an article: the state has
 * the ids, and is needed to find the articles again. `state` is sent with each article, so that a draft is never
 * published by accident, and each update of a published article can be read at once.
 *
 * The address of an article is its id and its title. An article that is deleted and created anew has another one.
 *
 * @param intercom what `createIntercom` of any version returned.
 * @throws {ConfigError} for wrong options. A plan throws it for an article without an `external_id`, a title or HTML,
 * and for a collection that does not exist.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/articles/createarticle
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { articles } from "@interkit/jobs/sync";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const guides = articles(intercom, { parent: "Getting started", state: "draft" });
 * console.log(guides.name);
 * ```
 */
export function articles(
  intercom: ArticlesClient,
  options: ArticlesOptions = {},
): Collection<ContentPage> {
  checkNames("articles", options, ["state", "author_id", "parent", "removal"]);
  const { state = "published", author_id, parent, removal = "unpublish" } = options;
  checkOneOf("articles", "state", state, ["published", "draft"]);
  checkOneOf("articles", "removal", removal, ["unpublish", "delete"]);
  if (author_id !== undefined && !Number.isSafeInteger(author_id)) {
    throw new ConfigError('articles: "author_id" must be the id of a teammate, a number');
  }
  if (typeof parent !== "function") parentName(parent);
  return {
    name: "articles",
    nouns: ["article", "articles"],
    removal,
    hasKeys: false,
    toObject: (page) => {
      checkContent("articles", page);
      const { external_id, title, html, description } = page;
      const name = parentName(typeof parent === "function" ? parent(page) : parent);
      const fields: ArticleFields = {
        title,
        body: html,
        state,
        ...(description === undefined ? undefined : { description }),
        ...(author_id === undefined ? undefined : { author_id }),
        ...(name === undefined ? undefined : { parent: name }),
      };
      return { key: external_id, title, fields };
    },
    open: (context) =>
      OpenArticles.open(intercom, { removal, hasParents: parent !== undefined }, context),
  };
}

/** @throws {ConfigError} for what is neither the id nor the name of a collection. */
function parentName(parent: unknown): string | undefined {
  if (parent === undefined) return undefined;
  if (Number.isSafeInteger(parent) || (typeof parent === "string" && parent !== "")) {
    return String(parent);
  }
  throw new ConfigError(
    'articles: "parent" must be the id or the name of a collection, or a function that returns one',
  );
}

class OpenArticles implements OpenCollection {
  readonly id: string;
  readonly #intercom: ArticlesClient;
  readonly #context: CollectionContext;
  readonly #removal: "unpublish" | "delete";
  readonly #owner: number;
  readonly #parents: ArticleParents | undefined;

  private constructor(
    intercom: ArticlesClient,
    removal: "unpublish" | "delete",
    context: CollectionContext,
    owner: { readonly id: string; readonly workspace: string },
    parents: ArticleParents | undefined,
  ) {
    this.#intercom = intercom;
    this.#removal = removal;
    this.#context = context;
    this.#owner = Number(owner.id);
    this.#parents = parents;
    this.id = `${owner.workspace} articles`;
  }

  static async open(
    intercom: ArticlesClient,
    { removal, hasParents }: { removal: "unpublish" | "delete"; hasParents: boolean },
    context: CollectionContext,
  ): Promise<OpenArticles> {
    const { call } = context;
    const { id, app } = await intercom.admins.identify(call);
    const workspace = app?.id_code ?? "unknown";
    const parents = hasParents ? await ArticleParents.read(intercom.helpCenters, call) : undefined;
    return new OpenArticles(intercom, removal, context, { id, workspace }, parents);
  }

  convert(desired: DesiredObject): DesiredObject {
    const { parent } = fieldsOf(desired);
    if (parent === undefined || this.#parents === undefined) return desired;
    return { ...desired, fields: { ...desired.fields, parent: this.#parents.idOf(parent) } };
  }

  async check(desired: Iterable<DesiredObject>): Promise<readonly string[]> {
    const names = new Set<string>();
    for (const object of desired) {
      const { parent } = fieldsOf(object);
      if (parent !== undefined) names.add(parent);
    }
    return this.#parents?.problemsOf(names) ?? [];
  }

  list(): Listing {
    const list = this.#intercom.articles.list({ per_page: 150 }, this.#call);
    return new CountedListing(list, (article) => this.#existing(article));
  }

  async read(id: string): Promise<ExistingObject | undefined> {
    const article = await unlessGone(this.#intercom.articles.get(id, this.#call));
    return article && this.#existing(article);
  }

  async create(desired: DesiredObject): Promise<ExistingObject> {
    const body = { author_id: this.#owner, ...this.#bodyOf(desired) };
    return this.#existing(await this.#intercom.articles.create(body, this.#call));
  }

  async update(id: string, desired: DesiredObject): Promise<ExistingObject> {
    const body = this.#bodyOf(desired);
    const article = await this.#intercom.articles.update(id, body, this.#call);
    if (article.has_unpublished_changes === true) {
      this.#context.notice(
        `The article ${id} (${JSON.stringify(article.title)}) has unpublished changes of a teammate, which replace this update once they are published`,
      );
    }
    return this.#existing(article);
  }

  async remove(id: string): Promise<void> {
    const { articles: methods } = this.#intercom;
    await unlessGone(
      this.#removal === "delete"
        ? methods.delete(id, this.#call)
        : methods.update(id, { state: "draft" }, this.#call),
    );
  }

  get #call(): CallOptions {
    return this.#context.call;
  }

  #bodyOf(desired: DesiredObject): Omit<HelpArticleInput, "author_id"> & { author_id?: number } {
    const { parent, ...fields } = fieldsOf(desired);
    if (parent === undefined) return fields;
    return { ...fields, parent_id: parent, parent_type: "collection" };
  }

  #existing(article: HelpArticle): ExistingObject {
    const { id, title, description, body, state, author_id, parent_ids, created_at } = article;
    const parent = this.#parents?.parentOf(parent_ids ?? []);
    const fields = { title, description, body, state, author_id, parent };
    const isUnpublished = this.#removal === "unpublish" && state === "draft";
    return { id, key: undefined, title, fields, createdAt: created_at, isUnpublished };
  }
}

/** They are those of `toObject`. */
function fieldsOf({ fields }: DesiredObject): ArticleFields {
  return fields as ArticleFields;
}
