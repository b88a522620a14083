import { isValues, type Values, wholeNumber } from "./values.ts";

/** The base for parsing relative URLs. Only their paths and queries are read, never the host. */
export const placeholderOrigin = "https://host.invalid";

/**
 * Reads the parameters of the next page from a response body: `null` when the body states that there
 * is no next page, `undefined` when it states nothing.
 *
 * Intercom sends `pages.next` as an object, as a URL or as a cursor. Only the query of a URL is used:
 * requests always go to the configured host.
 */
export function readNext(body: unknown): Values | null | undefined {
  const pages = isValues(body) ? body["pages"] : undefined;
  if (!isValues(pages)) return undefined;
  const next = pages["next"];
  if (isValues(next)) return next;
  if (next === null || next === "") return null;
  return typeof next === "string" ? parseNextText(next) : undefined;
}

/**
 * Whether the next page of a response is on another host than the response: not on the one that was
 * requested, and on none of Intercom's, which a proxy leaves in the bodies that it passes on.
 */
export function hasForeignNext(body: unknown, requestUrl: string): boolean {
  const pages = isValues(body) ? body["pages"] : undefined;
  const next = isValues(pages) ? pages["next"] : undefined;
  if (typeof next !== "string" || !isUrl(next)) return false;
  const { host, hostname } = new URL(next, placeholderOrigin);
  const own = URL.canParse(requestUrl) ? new URL(requestUrl).host : host;
  const isRelative = `https://${host}` === placeholderOrigin;
  return !isRelative && host !== own && !/(^|\.)intercom\.(io|com)$/.test(hostname);
}

/** Parses the query of a URL; a parameter that occurs more than once becomes an array. */
export function parseQuery(url: string): Values {
  const query: Record<string, unknown> = {};
  const { searchParams } = new URL(url, placeholderOrigin);
  for (const name of searchParams.keys()) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0] : values;
  }
  return query;
}

function parseNextText(next: string): Values {
  return isUrl(next) ? parseQuery(next) : { starting_after: next };
}

function isUrl(next: string): boolean {
  return /^(https?:\/\/|[/?])/i.test(next) && URL.canParse(next, placeholderOrigin);
}

/** The counters of a response body: in `pages`, or, in some responses, next to the items. */
export interface Counters {
  readonly page: number | undefined;
  readonly perPage: number | undefined;
  readonly totalPages: number | undefined;
  readonly totalCount: number | undefined;
}

export function readCounters(body: unknown): Counters {
  const outer = isValues(body) ? body : {};
  const pages = isValues(outer["pages"]) ? outer["pages"] : {};
  const read = (name: string) => wholeNumber(pages[name]) ?? wholeNumber(outer[name]);
  return {
    page: read("page"),
    perPage: read("per_page"),
    totalPages: read("total_pages"),
    totalCount: read("total_count"),
  };
}
