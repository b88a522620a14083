import path from "node:path";
import { ConfigError } from "@interkit/client";
import type { ContentPage } from "../collections/content.ts";
import { type AddressOf, linksOf } from "./addresses.ts";
import { splitPage } from "./front-matter.ts";
import { parseHtml } from "./html.ts";
import { parseMarkdown } from "./markdown.ts";
import { baseName, isFolderPage, isMarkdown } from "./page-paths.ts";

/** A page of a folder, or that it is a draft. */
export type FolderPage = { readonly page: ContentPage; readonly isNamedByFile: boolean } | "draft";

/**
 * Makes a page of the text of a file.
 *
 * @param file the path of the file, for messages.
 * @param name its path below the folder.
 * @throws {ConfigError} for a mistake in the front matter.
 */
export async function parsePage(
  file: string,
  name: string,
  text: string,
  addressOf: AddressOf,
): Promise<FolderPage> {
  const { settings, content } = await splitPage(file, text);
  if (settings.isDraft) return "draft";
  // The same name has different characters on different systems.
  const key = name.normalize("NFC");
  const url =
    settings.url === undefined ? addressOf(key) : ownAddress(file, settings.url, key, addressOf);
  const resolve = linksOf(key, url, addressOf);
  const { title, html } = isMarkdown(name)
    ? await parseMarkdown(content, settings.title, resolve)
    : await parseHtml(content, settings.title, resolve);
  const { external_id = key, description } = settings;
  const page = {
    external_id,
    title: title ?? titleFrom(key),
    html,
    ...(url === undefined ? undefined : { url }),
    ...(description === undefined ? undefined : { description }),
  };
  return { page, isNamedByFile: title === undefined };
}

/** @throws {ConfigError} for an address that is relative to no known one. */
function ownAddress(file: string, url: string, name: string, addressOf: AddressOf): string {
  const base = addressOf(name);
  if (URL.canParse(url, base)) return new URL(url, base).href;
  throw new ConfigError(
    `${file}: "url" in the front matter is ${JSON.stringify(url)}, which is no address; write it with https://, or give pagesIn the "url" of the site`,
  );
}

/** `guides/first-steps.md` becomes "First steps", and `guides/index.md` becomes "Guides". */
function titleFrom(name: string): string {
  const named = isFolderPage(name) && name.includes("/") ? path.posix.dirname(name) : name;
  const words = baseName(named).replace(/[-_]+/g, " ").trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
