import { ConfigError } from "@interkit/client";

/** A page of a site, as pages for Fin and articles of a help center are made of it. */
export interface ContentPage {
  /** What identifies it in its source, such as `"guides/start.md"`. It has to stay the same. */
  readonly external_id: string;
  /** Its title. */
  readonly title: string;
  /** Its content as HTML. */
  readonly html: string;
  /** Where people can read it, with `https://` or `http://`. Pages for Fin need it. */
  readonly url?: string | undefined;
  /** A short text, which articles have below their titles. */
  readonly description?: string | undefined;
}

/** @throws {ConfigError} for a page without a text that all content has, with its name and the fix. */
export function checkContent(of: string, page: ContentPage): void {
  const { external_id, title, html } = page ?? {};
  if (!isText(external_id)) {
    throw new ConfigError(
      `${of}: a page${isText(title) ? ` with the title ${JSON.stringify(title)}` : ""} has no "external_id"; give each page a text that stays the same, such as its path`,
    );
  }
  const name = JSON.stringify(external_id);
  if (!isText(title)) {
    throw new ConfigError(
      `${of}: the page ${name} has no "title"; give it a text that is not empty`,
    );
  }
  if (isText(html)) return;
  throw new ConfigError(
    `${of}: the page ${name} has no "html", so that there is nothing to read; write its content, or leave the page out`,
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** Whether a text is an address that people can open. */
export function isWebAddress(text: unknown): text is string {
  if (typeof text !== "string" || !URL.canParse(text)) return false;
  return ["https:", "http:"].includes(new URL(text).protocol);
}
