import { isoTime } from "../../description/iso-time.ts";
import type { JsonObject } from "../../description/openapi.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A saved reply. */
export interface Macro extends Entity {
  readonly name: string;
  /** The text, with placeholders such as `{{user.name|fallback:"you"}}`. */
  readonly body_text: string | null;
  readonly visible_to: "everyone" | "specific_teams";
  readonly visible_to_team_ids: readonly string[];
  readonly available_on: readonly ("inbox" | "messenger")[];
  readonly created_at: number;
  readonly updated_at: number;
}

export const macros: CollectionKey<Macro> = collection<Macro>("macros", "number");

export const blankMacro = (now: number): Omit<Macro, "id"> => ({
  name: "Ask for the order number",
  body_text: 'Hello {{user.first_name|fallback:"you"}}, which order is it about?',
  visible_to: "everyone",
  visible_to_team_ids: [],
  available_on: ["inbox"],
  created_at: now,
  updated_at: now,
});

/** The response of a macro. Its times are ISO 8601 text. */
function macroView(macro: Macro): JsonObject {
  return {
    ...macro,
    type: "macro",
    body: macro.body_text === null ? null : macroHtml(macro.body_text),
    created_at: isoTime(macro.created_at),
    updated_at: isoTime(macro.updated_at),
  };
}

/** Converts placeholders to elements: `{{user.name|fallback:"you"}}` has the default "you". */
function macroHtml(text: string): string {
  const placeholder = /\{\{\s*([\w.]+)\s*(?:\|\s*fallback:\s*"([^"]*)")?\s*\}\}/g;
  const body = text.replace(
    placeholder,
    (_, key: string, fallback = "") => `<attribute key="${key}" default="${fallback}"/>`,
  );
  return `<p>${body}</p>`;
}

const lastChangedFirst = { by: ({ updated_at }: Macro) => updated_at, descending: true };

function listMacros(context: RequestContext): JsonObject {
  const since = Number(context.query["updated_since"] ?? 0);
  const wanted = context
    .collection(macros)
    .all()
    .filter(({ updated_at }) => updated_at >= since);
  return list(context, wanted, { order: lastChangedFirst, view: macroView });
}

/** Macros are created in Intercom's pages. */
export const macroHandlers: Handlers = {
  "macros.list": listMacros,
  "macros.get": (context) => macroView(context.find(macros, context.param("macro_id"))),
};
