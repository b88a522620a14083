import { type Article, articles } from "../../resources/knowledge/article-model.ts";
import { articleVersions } from "../../resources/knowledge/article-versions.ts";
import { redirects } from "../../resources/knowledge/redirects.ts";
import {
  type ArticleSubject,
  articleSubjects,
  guides,
  internalArticleTexts,
  newsTexts,
  snippetTexts,
} from "./article-texts.ts";
import { fillTemplate } from "./random.ts";
import { day, type SampleContext, timeBetween } from "./sample-context.ts";
import type { Staff } from "./staff.ts";

/** Seeds articles, snippets, pages and news. Their number does not depend on that of contacts. */
export function seedKnowledge(sample: SampleContext, staff: Staff): void {
  const { seeds, random, firstDay, now } = sample;
  const times = () => {
    const created_at = timeBetween(sample, firstDay, now - 30 * day);
    return { created_at, updated_at: timeBetween(sample, created_at, now) };
  };
  const author = () => Number(random.pick(staff.everyone));
  const folder = seeds.folder({ ...times(), name: "Customer service", emoji: "🤝" });
  const parent_folder_id = Number(folder.id);
  const rules = seeds.folder({ ...times(), name: "House rules", emoji: "📐", parent_folder_id });
  for (const shelf of articleSubjects) seedCollection(sample, shelf, author, times);
  for (const [title, text] of internalArticleTexts) {
    const [author_id, owner_id] = [author(), author()];
    const body = `<p class="no-margin">${text}</p>`;
    const folder_id = Number(rules.id);
    seeds.internalArticle({ ...times(), title, body, author_id, owner_id, folder_id });
  }
  for (const [title, text] of snippetTexts) {
    seeds.contentSnippet({ ...times(), title, json_blocks: [{ type: "paragraph", text }] });
  }
  const { id: source_id } = seeds.contentImportSource({ ...times(), audience_ids: [1] });
  guides.forEach(([title, description], i) => {
    const words = { thing: "a webhook", things: "webhooks", place: "Settings" };
    seeds.externalPage({
      ...times(),
      source_id,
      external_id: `guide-${i + 1}`,
      title: fillTemplate(title, words),
      html: `<p>${fillTemplate(description, words)}.</p>`,
      url: `https://docs.example.com/guides/${i + 1}`,
    });
  });
  seedNews(sample, author);
}

type Times = () => { readonly created_at: number; readonly updated_at: number };

/** Seeds a collection with articles, half of them in a collection inside it. */
function seedCollection(
  sample: SampleContext,
  shelf: ArticleSubject,
  author: () => number,
  times: Times,
): void {
  const { seeds, store, random } = sample;
  const { name, description } = shelf;
  const top = seeds.collection({ ...times(), name, description });
  const inner = seeds.collection({
    ...times(),
    name: `More on ${shelf.things}`,
    parent_id: top.id,
  });
  guides.forEach(([title, summary, steps], i) => {
    const say = (text: string) => fillTemplate(text, { ...shelf });
    const list = say(steps)
      .split("|")
      .map((step) => `<li>${step}</li>`);
    const { id } = seeds.article({
      ...times(),
      title: say(title),
      description: say(summary),
      body: `<p class="no-margin">${say(summary)}.</p><ol>${list.join("")}</ol>`,
      author_id: author(),
      state: i === guides.length - 1 && random.chance(0.5) ? "draft" : "published",
      parent_ids: [Number(i < 3 ? top.id : inner.id)],
    });
    if (i === 1 || i === 4) rewrite(sample, store.collection(articles).get(id) as Article, i === 1);
  });
  if (name !== "Reports") return;
  const redirect = { from_url: "https://help.example.com/old/reports", help_center_id: "1" };
  const target = { locale: "en", target_type: "collection", target_id: top.id } as const;
  store
    .collection(redirects)
    .insert({ id: store.nextId(redirects), ...redirect, ...target, ...times() });
}

/** Changes an article: as a new version, or as a draft. */
function rewrite({ store }: SampleContext, article: Article, shown: boolean): void {
  const { id, default_locale, updated_at } = article;
  const content = article.contents[default_locale];
  if (content?.state !== "published") return;
  const body = `${content.body}<p class="no-margin">Any questions? Just write to us.</p>`;
  const contents = { [default_locale]: { ...content, body } };
  const staged = { staged: { [default_locale]: { body } }, draft_updated_at: updated_at };
  store.collection(articles).update(id, shown ? { contents } : staged);
  const [first] = store.collection(articleVersions).findBy("article", id);
  store.collection(articleVersions).insert({
    id: store.nextId(articleVersions),
    article_id: id,
    contents,
    created_by_id: String(content.author_id),
    from_version_id: first?.id ?? null,
    shown,
    created_at: updated_at,
  });
}

function seedNews(sample: SampleContext, author: () => number): void {
  const { seeds, now } = sample;
  const changelog = seeds.newsfeed({ name: "Changelog" });
  newsTexts.forEach(([title, body], i) => {
    const created_at = now - (newsTexts.length - i) * 21 * day;
    seeds.newsItem({
      title,
      body: `<p>${body}</p>`,
      sender_id: author(),
      state: i === newsTexts.length - 1 ? "draft" : "live",
      created_at,
      updated_at: created_at,
      newsfeed_assignments: [
        { newsfeed_id: 1, published_at: created_at },
        ...(i % 2 ? [] : [{ newsfeed_id: Number(changelog.id), published_at: created_at }]),
      ],
    });
  });
}
