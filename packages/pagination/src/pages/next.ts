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
  const isUrl = /^(https?:\/\/|[/?])/i.test(next) && URL.canParse(next, placeholderOrigin);
  return isUrl ? parseQuery(next) : { starting_after: next };
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
