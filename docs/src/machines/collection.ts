import { getCollection } from "astro:content";
import type { SourcePage } from "./document.ts";

/** The pages of the site, by their addresses. */
export async function allPages(): Promise<SourcePage[]> {
  const entries = await getCollection("docs");
  return entries
    .map(({ id, data, body = "" }) => ({ id, data, body }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * The address of the site, without a slash at its end.
 *
 * @throws {Error} when the configuration has no address.
 */
export function siteUrl(site: URL | undefined): string {
  if (site === undefined)
    throw new Error("astro.config.ts needs a site: machines get whole addresses");
  return site.href.replace(/\/$/, "");
}
