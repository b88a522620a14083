import { isValues, type Values, wholeNumber } from "./values.ts";

/** Stands for the configured host, which is not known here and not needed: only queries are read. */
export const base = "https://host.invalid";

/**
 * What an answer says about the next page: the parameters that ask for it, `null` when it says that
 * there is none, `undefined` when it says nothing.
 *
 * Intercom writes `pages.next` as an object, as a URL or as a bare cursor. Of a URL only the query
 * counts: requests go to the configured host, whatever an answer says.
 */
export function nextOf(body: unknown): Values | null | undefined {
  const pages = isValues(body) ? body["pages"] : undefined;
  if (!isValues(pages)) return undefined;
  const next = pages["next"];
  if (isValues(next)) return next;
  if (next === null || next === "") return null;
  return typeof next === "string" ? fromText(next) : undefined;
}

/** The parameters in the query of a URL; a name given more than once has an array. */
export function queryOf(url: string): Values {
  const query: Record<string, unknown> = {};
  const { searchParams } = new URL(url, base);
  for (const name of searchParams.keys()) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0] : values;
  }
  return query;
}

function fromText(next: string): Values {
  const isUrl = /^(https?:\/\/|[/?])/i.test(next) && URL.canParse(next, base);
  return isUrl ? queryOf(next) : { starting_after: next };
}

/** What an answer counts, in `pages` or, as some do, beside the items. */
export interface Counters {
  readonly page: number | undefined;
  readonly perPage: number | undefined;
  readonly totalPages: number | undefined;
  readonly totalCount: number | undefined;
}

export function countersOf(body: unknown): Counters {
  const outside = isValues(body) ? body : {};
  const inside = isValues(outside["pages"]) ? outside["pages"] : {};
  const count = (name: string) => wholeNumber(inside[name]) ?? wholeNumber(outside[name]);
  return {
    page: count("page"),
    perPage: count("per_page"),
    totalPages: count("total_pages"),
    totalCount: count("total_count"),
  };
}
