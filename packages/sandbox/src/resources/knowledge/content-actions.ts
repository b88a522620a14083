import type { Call } from "../../engine/call.ts";
import { apiError } from "../../engine/errors.ts";
import type { CollectionKey } from "../../store/collection.ts";
import { applyTag, tags, withoutTag, withTag } from "../tags/tags.ts";
import { externalPages } from "./ai-content.ts";
import { type Article, articles } from "./article-model.ts";
import { forgetVersions, recordVersion } from "./article-versions.ts";
import { snippets } from "./content-snippets.ts";
import { internalArticles } from "./internal-articles.ts";
import type { Knowledge } from "./knowledge.ts";

interface Action {
  readonly action: string;
  readonly content_ids: readonly { readonly type: string; readonly id: string }[];
  readonly availability?: {
    readonly ai_agent?: boolean;
    readonly copilot?: boolean;
    readonly sales_agent?: boolean;
  };
  readonly tags?: {
    readonly add_tag_ids?: readonly number[];
    readonly remove_tag_ids?: readonly number[];
  };
}

/** The part of the request that an action cannot do without. */
const needs: Readonly<Record<string, string>> = {
  set_availability: "availability",
  set_audience: "audience",
  update_tags: "tags",
};

const kinds: Readonly<Record<string, CollectionKey<Knowledge>>> = {
  article: articles as unknown as CollectionKey<Knowledge>,
  internal_article: internalArticles as unknown as CollectionKey<Knowledge>,
  content_snippet: snippets as unknown as CollectionKey<Knowledge>,
};

/**
 * Does to each piece of content what the request says. What is not there, or does not suit the
 * action, is passed over without a word.
 */
export function runAction(call: Call): void {
  const body = call.body<Action>();
  const needed = needs[body.action];
  if (needed && !(needed in body)) {
    throw apiError(422, "parameter_not_found", `${needed} is required for ${body.action}`, needed);
  }
  for (const { type, id } of body.content_ids) {
    const key = kinds[type];
    const thing = key && call.in(key).get(id);
    if (thing) act(call, body, type, key, thing);
    if (type === "external_content" && body.action === "delete") call.in(externalPages).delete(id);
  }
}

function act(
  call: Call,
  body: Action,
  type: string,
  key: CollectionKey<Knowledge>,
  thing: Knowledge,
): void {
  switch (body.action) {
    case "publish":
    case "unpublish":
      if (type === "article") {
        setState(call, thing as Article, body.action === "publish" ? "published" : "draft");
      }
      return;
    case "delete":
      if (type === "article") forgetVersions(call, thing as Article);
      call.in(key).delete(thing.id);
      return;
    case "set_availability":
      call.in(key).update(thing.id, switched(body.availability ?? {}));
      return;
    case "update_tags":
      call.in(key).update(thing.id, { tags: retagged(call, body.tags ?? {}, thing) });
      return;
    case "set_audience":
      call.in(key).update(thing.id, { audience_ids: targeted(body, thing) });
  }
}

function setState(call: Call, article: Article, state: "published" | "draft"): void {
  const contents = Object.fromEntries(
    Object.entries(article.contents).map(([locale, words]) => [locale, { ...words, state }]),
  );
  const was_published = article.was_published || state === "published";
  const change = { contents, was_published, updated_at: call.now };
  recordVersion(call, call.in(articles).update(article.id, change));
}

function switched(availability: NonNullable<Action["availability"]>): Partial<Knowledge> {
  const { ai_agent, copilot, sales_agent } = availability;
  return {
    ...(ai_agent === undefined ? {} : { ai_chatbot_availability: ai_agent }),
    ...(copilot === undefined ? {} : { ai_copilot_availability: copilot }),
    ...(sales_agent === undefined ? {} : { ai_sales_agent_availability: sales_agent }),
  };
}

function retagged(call: Call, change: NonNullable<Action["tags"]>, thing: Knowledge) {
  let applied = thing.tags;
  for (const id of change.add_tag_ids ?? []) {
    const tag = call.in(tags).get(String(id));
    if (tag) applied = withTag(applied, applyTag(call, tag));
  }
  for (const id of change.remove_tag_ids ?? []) applied = withoutTag(applied, String(id));
  return applied;
}

function targeted(body: Action, { audience_ids }: Knowledge): readonly number[] {
  const { audience = {} } = body as Action & { audience?: Record<string, unknown> };
  const {
    add_segment_ids = [],
    remove_segment_ids = [],
    remove_all,
  } = audience as {
    add_segment_ids?: number[];
    remove_segment_ids?: number[];
    remove_all?: boolean;
  };
  const kept = remove_all ? [] : audience_ids.filter((id) => !remove_segment_ids.includes(id));
  return [...new Set([...kept, ...add_segment_ids])];
}
