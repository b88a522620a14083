import type { JsonObject } from "../../description/openapi.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection } from "../../store/collection.ts";
import { findAuthor } from "../workspace/admins.ts";
import { contentTagHandlers } from "./content-tags.ts";
import { blankKnowledge, type Knowledge, readCommonFields } from "./knowledge.ts";

/** A short text that only Fin and Copilot use. */
export interface Snippet extends Knowledge {
  readonly title: string;
  readonly locale: string;
  readonly json_blocks: readonly JsonObject[];
}

export const snippets: CollectionKey<Snippet> = collection<Snippet>("contentSnippets", "number");

interface Input {
  readonly title?: string;
  readonly locale?: string;
  readonly json_blocks?: readonly JsonObject[];
  readonly body_markdown?: string;
}

/** Reads the properties of a request; Markdown is converted to blocks. */
function readInput(context: RequestContext): Partial<Snippet> {
  const { json_blocks, body_markdown, title, locale } = context.body<Input>();
  if (json_blocks && body_markdown !== undefined) {
    const message = "json_blocks and body_markdown cannot be sent together";
    throw apiError(422, "validation_error", message);
  }
  if (locale !== undefined && !/^[a-z]{2}(-[A-Z]{2})?$/.test(locale)) {
    const message = "The language is not currently supported for Fin";
    throw apiError(422, "validation_error", message);
  }
  const paragraphs = body_markdown?.split(/\n{2,}/).filter((text) => text.trim() !== "");
  const blocks = paragraphs?.map((text) => ({ type: "paragraph", text: text.trim() }));
  const given = json_blocks ?? blocks;
  return {
    ...(title === undefined ? {} : { title }),
    ...(locale === undefined ? {} : { locale }),
    ...(given ? { json_blocks: given } : {}),
    ...readCommonFields(context),
  };
}

/** The text of a snippet's blocks. */
export function snippetText({ json_blocks }: Snippet): string {
  return json_blocks.map((block) => String(block["text"] ?? "")).join("\n\n");
}

/** The response of a snippet. */
export function snippetView(snippet: Snippet): JsonObject {
  const text = snippetText(snippet);
  return {
    ...snippet,
    body_markdown: text === "" ? null : `${text}\n`,
    chatbot_availability: Number(snippet.ai_chatbot_availability),
    copilot_availability: Number(snippet.ai_copilot_availability),
  };
}

export const contentSnippetHandlers: Handlers = {
  ...crud("contentSnippets", {
    collection: snippets,
    order: newestFirst,
    created: (context) => ({
      id: "",
      ...blankKnowledge(context.now, false, Number(findAuthor(context, undefined).id)),
      locale: "en",
      json_blocks: [],
      ...readInput(context),
    }),
    changed: (context) => ({
      ...readInput(context),
      updated_at: context.now,
      updated_by_id: Number(findAuthor(context, undefined).id),
    }),
    deleted: () => undefined,
    notFound: () => notFound("Content snippet not found"),
    view: (_call, snippet) => snippetView(snippet),
  }),
  ...contentTagHandlers("contentSnippets", "content_snippet", snippets),
};
