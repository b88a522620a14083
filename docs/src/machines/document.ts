import { rewrite } from "./markdown.ts";

/** A page of the collection, written or generated. */
export interface SourcePage {
  /** Its address without slashes at the ends: `guides/webhooks`; `index` for the start page. */
  readonly id: string;
  readonly body: string;
  readonly data: {
    readonly title: string;
    readonly description?: string | undefined;
    readonly sidebar?: {
      readonly order?: number | undefined;
      readonly hidden?: boolean | undefined;
    };
    /** The version of a page of the reference. */
    readonly reference?: { readonly version: string } | undefined;
  };
}

/** The address of a page: `/guides/webhooks/`. */
export function addressOf({ id }: SourcePage): string {
  return id === "index" ? "/" : `/${id}/`;
}

/** The address of the Markdown of a page: `/guides/webhooks.md`. Links to files stay as they are. */
export function markdownAddress(address: string): string {
  const [path = "", fragment] = address.split("#");
  if (!path.endsWith("/")) return address;
  const file = path === "/" ? "/index.md" : `${path.slice(0, -1)}.md`;
  return fragment === undefined ? file : `${file}#${fragment}`;
}

/** Whether a page of the reference is that of a version other than the newest stable one. */
export function isOtherVersion({ id, data }: SourcePage): boolean {
  const { reference } = data;
  return reference !== undefined && id.split("/")[1] === reference.version.toLowerCase();
}

/**
 * The Markdown of a page as machines get it: the title as a heading, the description, and the text.
 *
 * @param link returns where a link to an address of the site leads.
 */
export function documentOf({ body, data }: SourcePage, link: (address: string) => string): string {
  const { title, description } = data;
  const head = description === undefined ? `# ${title}` : `# ${title}\n\n> ${description}`;
  return `${head}\n\n${rewrite(body.trim(), link)}\n`;
}
