import { type CallOptions, ConfigError } from "@interkit/client";
import type { ContentImportSource, ContentPagesClient } from "./client.ts";
import { isWebAddress } from "./content.ts";

type Sources = ContentPagesClient["aiContent"]["contentImportSources"];

/** How a source is given: by its id, or by its address. */
export type SourceReference = { readonly id: number } | { readonly url: string };

/** @throws {ConfigError} for what is neither an id nor an address. */
export function readReference(source: unknown): SourceReference {
  if (Number.isSafeInteger(source) || (typeof source === "string" && /^\d+$/.test(source))) {
    return { id: Number(source) };
  }
  if (isWebAddress(source)) return { url: withoutSlash(source) };
  throw new ConfigError(
    `contentPages: "source" must be the address of a content import source, such as "https://docs.example.com", or its id`,
  );
}

/**
 * Finds a source. One that is given by its address may be absent: it is created before the first page.
 *
 * @throws {ConfigError} for an unknown id, for two sources with the address, and for a source that Intercom fills.
 */
export async function findSource(
  sources: Sources,
  reference: SourceReference,
  call: CallOptions,
): Promise<ContentImportSource | undefined> {
  const found: ContentImportSource[] = [];
  const others: string[] = [];
  for await (const source of sources.list(undefined, call)) {
    if (isMeant(source, reference)) found.push(source);
    else others.push(`${source.id} (${source.url})`);
  }
  const [source, second] = found;
  if (second !== undefined) {
    const ids = found.map(({ id }) => id).join(" and ");
    throw new ConfigError(
      `contentPages: the sources ${ids} have the address ${second.url}; give "source" the id of one of them`,
    );
  }
  if (source === undefined && "id" in reference) {
    const list = others.length === 0 ? "there is none" : `there are ${others.join(", ")}`;
    throw new ConfigError(
      `contentPages: there is no content import source ${reference.id}; ${list}. Give "source" the id of one, or an address, with which one is created`,
    );
  }
  if (source !== undefined && source.sync_behavior !== "api") {
    throw new ConfigError(
      `contentPages: Intercom fills the source ${source.id} (${source.url}) itself, since its sync_behavior is "${source.sync_behavior}"; give "source" another address, with which a source for pages of programs is created`,
    );
  }
  return source;
}

function isMeant({ id, url }: ContentImportSource, reference: SourceReference): boolean {
  return "id" in reference ? Number(id) === reference.id : withoutSlash(url) === reference.url;
}

/** `https://docs.example.com` and `https://docs.example.com/` are the same address. */
function withoutSlash(address: string): string {
  const { href } = URL.canParse(address) ? new URL(address) : { href: address };
  return href.replace(/\/$/, "");
}
