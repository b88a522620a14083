import { type CallOptions, ConfigError } from "@interkit/client";
import { checkBooleans, checkNames, checkText } from "../options/check.ts";
import type {
  ContentImportSource,
  ContentPagesClient,
  ExternalPage,
  ExternalPageInput,
} from "./client.ts";
import type {
  Collection,
  CollectionContext,
  DesiredObject,
  ExistingObject,
  Listing,
  OpenCollection,
} from "./collection.ts";
import { type ContentPage, checkContent, isWebAddress } from "./content.ts";
import { findSource, readReference, type SourceReference } from "./content-source.ts";
import { CountedListing } from "./counted-listing.ts";
import { unlessGone } from "./unless-gone.ts";

/** Options of `contentPages`. */
export interface ContentPagesOptions {
  /**
   * The content import source that the pages belong to: its address, such as `"https://docs.example.com"`, or its
   * id. The first apply creates a source for an address that has none.
   */
  readonly source: string | number;
  /** The language of the pages; `"en"` by default, and the only one up to 2.16 and in Preview. */
  readonly locale?: string | undefined;
  /** Whether Fin may use the pages to answer customers; true by default. */
  readonly agent?: boolean | undefined;
  /** Whether Copilot may use the pages to help teammates; true by default. */
  readonly copilot?: boolean | undefined;
}

/** What pages are compared by. */
type PageFields = Omit<ExternalPageInput, "source_id" | "external_id">;

/** `page` × `per_page` is 10,000 at most: 125 divides it, and with 150 the last 100 pages would be out of reach. */
const reachable = 10_000;
const perPage = 125;

/**
 * The pages of a content import source, which Fin answers from. Intercom finds a page by its source and its
 * `external_id`: a page that is sent twice stays one page, and two sources may have pages of the same name.
 *
 * Pages that the source no longer has are deleted; the content import source itself never is, since its pages would
 * be deleted with it. A list of pages ends after 10,000; those behind it are read by their ids.
 *
 * @param intercom what `createIntercom` of a version from 2.12 on returned.
 * @throws {ConfigError} for wrong options, and for a language that the version does not have. A plan throws it for a
 * page without an `external_id`, a title, HTML or a `url`, for two sources with the address, and for a source that is
 * not filled by the API.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/ai-content/createexternalpage
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { contentPages } from "@interkit/jobs/sync";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const pages = contentPages(intercom, { source: "https://docs.example.com" });
 * console.log(pages.name);
 * ```
 */
export function contentPages(
  intercom: ContentPagesClient,
  options: ContentPagesOptions,
): Collection<ContentPage> {
  checkNames("contentPages", options, ["source", "locale", "agent", "copilot"]);
  const { source, locale = "en", agent = true, copilot = true } = options;
  const reference = readReference(source);
  checkText("contentPages", "locale", locale);
  checkBooleans("contentPages", { agent, copilot });
  if (intercom?.aiContent === undefined) {
    throw new ConfigError(
      "contentPages: the client has no aiContent; create it from @interkit/client/2.12 or a later version",
    );
  }
  checkLocale(intercom, locale);
  const settings = {
    locale,
    ai_agent_availability: agent,
    ai_copilot_availability: copilot,
  };
  return {
    name: "id" in reference ? `pages of source ${reference.id}` : `pages of ${reference.url}`,
    nouns: ["page", "pages"],
    removal: "delete",
    hasKeys: true,
    toObject: (page) => toObject(page, settings),
    open: (context) => OpenPages.open(intercom, reference, context),
  };
}

/** @throws {ConfigError} where the version is known to have pages in English alone. */
function checkLocale({ client }: ContentPagesClient, locale: string): void {
  const version = client?.version;
  if (locale === "en" || version === undefined) return;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 2 || (major === 2 && minor >= 17)) return;
  throw new ConfigError(
    `contentPages: version ${version} has pages in "en" alone, not in "${locale}"; create the client from @interkit/client/2.17`,
  );
}

/** The availability is always sent: without it, the page exists, and Fin does not use it. */
function toObject(
  page: ContentPage,
  settings: Omit<PageFields, "title" | "html" | "url">,
): DesiredObject {
  checkContent("contentPages", page);
  const { external_id, title, html, url } = page;
  if (url === undefined || url === null || url === "") {
    throw new ConfigError(
      `contentPages: the page "${external_id}" has no "url", and Fin never cites such a page; give each page the address at which people read it, as pagesIn does with its option "url"`,
    );
  }
  if (!isWebAddress(url)) {
    throw new ConfigError(
      `contentPages: the "url" of the page "${external_id}" must be an address with https:// or http://, not ${JSON.stringify(url)}`,
    );
  }
  const fields: PageFields = { title, html, url, ...settings };
  return { key: external_id, title, fields };
}

class OpenPages implements OpenCollection {
  readonly id: string;
  readonly #aiContent: ContentPagesClient["aiContent"];
  readonly #reference: SourceReference;
  readonly #call: CallOptions;
  /** The id of the source; `undefined` for one that is not there yet. */
  #source: number | undefined;

  private constructor(
    { aiContent }: ContentPagesClient,
    reference: SourceReference,
    call: CallOptions,
    workspace: string,
  ) {
    this.#aiContent = aiContent;
    this.#reference = reference;
    this.#call = call;
    this.id = `${workspace} ${"id" in reference ? reference.id : reference.url}`;
  }

  static async open(
    intercom: ContentPagesClient,
    reference: SourceReference,
    { call, notice }: CollectionContext,
  ): Promise<OpenPages> {
    const { app } = await intercom.admins.identify(call);
    const opened = new OpenPages(intercom, reference, call, app?.id_code ?? "unknown");
    const source = await opened.#find();
    if (source?.status === "deactivated") {
      notice(
        `The source ${source.id} (${source.url}) is deactivated, so that Fin uses none of its pages; activate it in Intercom`,
      );
    }
    return opened;
  }

  async check(): Promise<readonly string[]> {
    return [];
  }

  list(): Listing {
    const source = this.#source;
    if (source === undefined) return { pages: async function* () {}, isWhole: () => true };
    const { externalPages } = this.#aiContent;
    const list = externalPages.list({ per_page: perPage }, this.#call);
    return new CountedListing(list, (page) => existing(page, source), reachable);
  }

  async read(id: string): Promise<ExistingObject | undefined> {
    const page = await unlessGone(this.#aiContent.externalPages.get(id, this.#call));
    return page && existing(page, this.#source);
  }

  async prepare(): Promise<void> {
    // The response of an earlier attempt to create it may have been lost.
    const isThere = this.#source !== undefined || (await this.#find()) !== undefined;
    if (isThere || "id" in this.#reference) return;
    const { contentImportSources } = this.#aiContent;
    const body = { sync_behavior: "api", url: this.#reference.url } as const;
    this.#source = (await contentImportSources.create(body, this.#call)).id;
  }

  async create({ key, fields }: DesiredObject): Promise<ExistingObject> {
    const source_id = this.#source;
    if (source_id === undefined) throw new ConfigError(`${this.id}: prepare was not called`);
    // They are those of `toObject`.
    const page = fields as PageFields;
    const body = { ...page, source_id, external_id: key };
    return toExisting(await this.#aiContent.externalPages.create(body, this.#call));
  }

  /** The method for updates lacks the availability up to 2.17; the one that creates changes a page that is there. */
  update(_id: string, desired: DesiredObject): Promise<ExistingObject> {
    return this.create(desired);
  }

  async remove(id: string): Promise<void> {
    await unlessGone(this.#aiContent.externalPages.delete(id, this.#call));
  }

  async #find(): Promise<ContentImportSource | undefined> {
    const { contentImportSources } = this.#aiContent;
    const source = await findSource(contentImportSources, this.#reference, this.#call);
    this.#source = source?.id;
    return source;
  }
}

/** A page, if it is one of the source. */
function existing(page: ExternalPage, source: number | undefined): ExistingObject | undefined {
  return Number(page.source_id) === Number(source) ? toExisting(page) : undefined;
}

function toExisting(page: ExternalPage): ExistingObject {
  const { id, external_id, title, html, url, locale } = page;
  const { ai_agent_availability, ai_copilot_availability } = page;
  const fields = { title, html, url, locale, ai_agent_availability, ai_copilot_availability };
  return { id, key: external_id ?? undefined, title, fields };
}
