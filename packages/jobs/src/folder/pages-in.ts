import path from "node:path";
import type { ContentPage } from "../collections/content.ts";
import { checkNames, checkWhole } from "../options/check.ts";
import { countedRows } from "../sources/counted-rows.ts";
import { checkPath, type FileOptions } from "../sources/read-file.ts";
import type { Source, SourceContext } from "../sources/source.ts";
import { type AddressOf, addressesFrom } from "./addresses.ts";
import { parsePage } from "./parse-page.ts";
import { readTexts } from "./read-texts.ts";
import { checkPatterns, selectionOf } from "./selection.ts";
import { walkFolder } from "./walk-folder.ts";

/** Options of `pagesIn`. */
export interface PagesInOptions extends FileOptions {
  /**
   * The address of the site that is made of the folder, or a function that returns the address of a page for its
   * path. With `"https://docs.example.com"`, `guides/start.md` is at `https://docs.example.com/guides/start`,
   * `guides/index.md` and `guides/README.md` at `https://docs.example.com/guides/`, and `start.html` at
   * `https://docs.example.com/start.html`. A `url` in the front matter of a page has priority. Pages for Fin need
   * addresses, and articles do not.
   */
  readonly url?: string | ((path: string) => string) | undefined;
  /** Patterns of paths below the folder, such as `"guides/**"`, of which a page has to match one; all by default. */
  readonly include?: readonly string[] | undefined;
  /** Patterns of files and folders that are left out, such as `"internal/**"`. */
  readonly exclude?: readonly string[] | undefined;
}

interface Settings {
  readonly addressOf: AddressOf;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * The pages of a folder: its files of Markdown (`.md`, `.markdown`) and HTML (`.html`, `.htm`), sorted by their paths.
 *
 * The `external_id` of a page is its path below the folder, with `/` on every system, so that a page that is moved is
 * another page. Its title is the first heading of level 1 of Markdown or the `<title>` or `<h1>` of HTML, and last the
 * name of the file. Of a document of HTML, `<main>` or `<body>` is the content. Scripts and styles are left out. Links
 * and images with relative addresses get absolute ones: links to other files of the folder those of their pages, by
 * their paths.
 *
 * Front matter in YAML may have `title`, `description` (of an article), `url` and `external_id`. A page with
 * `draft: true` or `publish: false` is left out, with a notice.
 *
 * All pages are read, or none: what cannot be read is an error that names it, so that it never passes for removed.
 * Symbolic links are followed. Names that begin with a dot and `node_modules` are left out.
 *
 * @param folder its path, from the current folder on.
 * @throws {ConfigError} for wrong options. A plan throws it for a folder that does not exist or a file that cannot be
 * read, that has more than 5 MB, other bytes than UTF-8 or a mistake in its front matter.
 *
 * @example
 * ```ts
 * import { pagesIn } from "@interkit/jobs/sync";
 *
 * const docs = pagesIn("docs", { url: "https://docs.example.com", exclude: ["internal/**"] });
 * console.log(docs.name);
 * ```
 */
export function pagesIn(folder: string, options: PagesInOptions = {}): Source<ContentPage> {
  checkPath("pagesIn", folder);
  checkNames("pagesIn", options, ["url", "include", "exclude", "batchSize"]);
  const { url, include = [], exclude = [], batchSize = 100 } = options;
  checkPatterns("include", include);
  checkPatterns("exclude", exclude);
  checkWhole("pagesIn", { batchSize });
  const settings = { addressOf: addressesFrom(url), include, exclude };
  return {
    name: folder,
    afterwards: "restart",
    keyOf: ({ external_id }) => external_id,
    read: (context) =>
      countedRows(folder, pagesOf(folder, settings, context), batchSize, context.mark),
  };
}

async function* pagesOf(
  folder: string,
  { addressOf, include, exclude }: Settings,
  { notice }: SourceContext,
): AsyncGenerator<ContentPage> {
  const drafts: string[] = [];
  const namedByFiles: string[] = [];
  const names = await walkFolder(folder, await selectionOf(include, exclude));
  const files = names.map((name) => path.join(folder, name));
  let index = 0;
  for await (const text of readTexts(files)) {
    const [file = "", name = ""] = [files[index], names[index]];
    index += 1;
    const read = await parsePage(file, name, text, addressOf);
    if (read === "draft") {
      drafts.push(name);
      continue;
    }
    if (read.isNamedByFile) namedByFiles.push(name);
    yield read.page;
  }
  if (drafts.length > 0) notice(`Drafts, which are left out: ${some(drafts)}`);
  if (namedByFiles.length > 0) {
    notice(`Pages without a title, which have the names of their files: ${some(namedByFiles)}`);
  }
}

const mostNames = 5;

function some(names: readonly string[]): string {
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  return `${names.slice(0, mostNames).join(", ")}${more}`;
}
