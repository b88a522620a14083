import type { Intercom as Old } from "@interkit/client/2.7";
import type { Intercom as First } from "@interkit/client/2.12";
import type { Intercom } from "@interkit/client/2.16";
import type { Intercom as Newer } from "@interkit/client/2.17";
import type { Intercom as Preview } from "@interkit/client/preview";
import type { Source } from "@interkit/jobs";
import {
  articles,
  type Collection,
  type ContentPage,
  contentPages,
  createSync,
  pagesIn,
  type Sync,
} from "@interkit/jobs/sync";
import { expectTypeOf, test } from "vitest";

declare const old: Old;
declare const first: First;
declare const intercom: Intercom;
declare const newer: Newer;
declare const preview: Preview;

const source = "https://docs.example.com";

test("pages take the client of every version from 2.12 on", () => {
  expectTypeOf(contentPages(intercom, { source })).toEqualTypeOf<Collection<ContentPage>>();
  contentPages(first, { source: 33 });
  contentPages(newer, { source, locale: "fr" });
  contentPages(preview, { source, agent: true, copilot: false });
  // @ts-expect-error pages exist from 2.12 on
  contentPages(old, { source });
  // @ts-expect-error pages belong to a source
  contentPages(intercom, {});
});

test("articles take the client of every version", () => {
  expectTypeOf(articles(intercom)).toEqualTypeOf<Collection<ContentPage>>();
  articles(old, { state: "draft", author_id: 1, parent: "Start", removal: "delete" });
  articles(preview, { parent: ({ external_id }) => external_id.split("/")[0] });
  // @ts-expect-error articles are published or drafts
  articles(intercom, { state: "live" });
});

test("a folder is a source of pages, for pages and for articles", () => {
  const from = pagesIn("docs", { url: source });
  expectTypeOf(from).toEqualTypeOf<Source<ContentPage>>();
  pagesIn("docs", { url: (path) => `${source}/${path}`, include: ["**/*.md"] as const });
  expectTypeOf(createSync({ from, to: contentPages(intercom, { source }) })).toEqualTypeOf<Sync>();
  createSync({ from, to: articles(intercom) });
  // @ts-expect-error patterns are a list
  pagesIn("docs", { include: "*.md" });
});
