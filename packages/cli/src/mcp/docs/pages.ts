import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ConfigError } from "@interkit/client";

/** A part of a page: a heading and what follows it, up to the next heading. */
export interface DocSection {
  readonly heading: string;
  /** Empty for what precedes the first heading. */
  readonly anchor: string;
  /** Markdown, with the heading. */
  readonly text: string;
}

/** A page of the documents, as the file has it. */
export interface DocPage {
  /** `/guides/webhooks/`. */
  readonly address: string;
  readonly title: string;
  readonly description: string;
  readonly sections: readonly DocSection[];
}

/**
 * The file with the pages of the documents: the one that is named, or that of this package; `undefined` where the
 * package has none, as in a checkout.
 *
 * @throws {ConfigError} for a named file that is not there.
 */
export function findDocs(named: string | undefined): string | undefined {
  if (named === undefined) {
    const file = path.join(packageFolder(), "docs/pages.json");
    return existsSync(file) ? file : undefined;
  }
  if (existsSync(named)) return named;
  throw new ConfigError(
    `There is no file ${named}; docs needs a file of pages, or false for no documents`,
  );
}

/** @throws {ConfigError} for a file of another form. */
export function readDocs(file: string): readonly DocPage[] {
  const { pages } = parse(file);
  if (Array.isArray(pages)) return pages as readonly DocPage[];
  throw new ConfigError(`${file} has no pages; docs/pages.json of @interkit/cli has the form`);
}

function parse(file: string): { readonly pages?: unknown } {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { readonly pages?: unknown };
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read as JSON`, { cause });
  }
}

function packageFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve("@interkit/cli/package.json"));
}
