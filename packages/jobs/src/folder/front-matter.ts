import { ConfigError } from "@interkit/client";

/** The settings at the beginning of a page, of those that are read. */
export interface FrontMatter {
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly url: string | undefined;
  readonly external_id: string | undefined;
  /** Whether the page is not to be published. */
  readonly isDraft: boolean;
}

/** A page without its front matter. */
export interface SplitPage {
  readonly settings: FrontMatter;
  readonly content: string;
}

type Parser = typeof import("yaml");

let parser: Promise<Parser> | undefined;

/** Its first line is that of the page, and its last one may be the dots that end a document of YAML. */
const frontMatter = /^---[ \t]*\r?\n((?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
/** A first setting. */
const opened = /^---[ \t]*\r?\n[\w-]+:(?:[ \t][^\n]*)?\r?(?:\n|$)/;

/**
 * Separates the YAML at the beginning of a page from its content. Keys that have no meaning here are ignored.
 *
 * @throws {ConfigError} for YAML with a mistake, with its line, for a value of another type, and for front matter
 * without an end.
 */
export async function splitPage(file: string, text: string): Promise<SplitPage> {
  const match = frontMatter.exec(text);
  if (match === null) {
    checkNotOpened(file, text);
    return { settings: settingsOf(file, {}), content: text };
  }
  const values = await parseYaml(file, match[1] ?? "");
  // Two lines of dashes with a text between them are no front matter.
  if (typeof values !== "object" || Array.isArray(values)) {
    return { settings: settingsOf(file, {}), content: text };
  }
  return { settings: settingsOf(file, values ?? {}), content: text.slice(match[0].length) };
}

/** @throws {ConfigError} since a draft would be published, with its settings as a text. */
function checkNotOpened(file: string, text: string): void {
  if (!opened.test(text)) return;
  throw new ConfigError(
    `${file}: the front matter that begins in line 1 has no end; write a line --- after its last setting, or an empty line after the first --- if it is none`,
  );
}

async function parseYaml(file: string, text: string): Promise<unknown> {
  parser ??= import("yaml");
  const { LineCounter, parseDocument } = await parser;
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) {
    // The first line of the file is that of the dashes.
    const line = lineCounter.linePos(error.pos[0]).line + 1;
    throw new ConfigError(
      `${file}: line ${line} of the front matter is not YAML: ${error.message}`,
      { cause: error },
    );
  }
  try {
    return document.toJS();
  } catch (cause) {
    throw new ConfigError(`${file}: the front matter cannot be read: ${String(cause)}`, { cause });
  }
}

function settingsOf(file: string, values: object): FrontMatter {
  const given = new Map<string, unknown>(Object.entries(values));
  const text = (name: string): string | undefined => {
    const value = given.get(name) ?? undefined;
    if (value === undefined) return undefined;
    // A title such as 404 is a number in YAML.
    if (typeof value === "number") return String(value);
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    throw new ConfigError(`${file}: "${name}" in the front matter must be a text`);
  };
  const flag = (name: string): boolean | undefined => {
    const value = given.get(name) ?? undefined;
    if (value === undefined || typeof value === "boolean") return value;
    throw new ConfigError(`${file}: "${name}" in the front matter must be true or false`);
  };
  const isDraft = flag("draft") === true || flag("publish") === false;
  return {
    title: text("title"),
    description: text("description"),
    url: text("url"),
    external_id: text("external_id"),
    isDraft,
  };
}
