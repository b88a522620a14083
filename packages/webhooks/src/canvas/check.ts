import { ConfigError } from "@interkit/core";
import {
  address,
  checkSize,
  data,
  type KnownParts,
  list,
  object,
  oneOf,
  optional,
  type Rule,
  record,
  required,
  unlessKnown,
} from "./rules.ts";
import { component } from "./shapes.ts";

/** Which request a response is for. */
export type ResponseKind = "initialize" | "submit" | "submitSheet" | "configure" | "content";

/** The most that Intercom accepts of content, and of stored data. */
const maxBytes = 65_536;

const contentShape = object({ components: required(list(component)) });

/** Content: components whose ids differ, in at most 64 KB. */
export const contentRule: Rule = unlessKnown((value, path, known) => {
  contentShape(value, path, known);
  const seen = new Set<string>();
  for (const [id, place] of idsIn(value as Content, path)) {
    if (seen.has(id)) {
      throw new ConfigError(`${place}.id is "${id}", as that of a component before: change it`);
    }
    seen.add(id);
  }
  checkSize(value, path, maxBytes);
}, addedComponents);

/** The components of content that Intercom sent, of which those that a program has added follow the rules. */
function addedComponents(value: unknown, path: string, known: KnownParts | undefined): void {
  const { components } = record(value, path);
  if (Array.isArray(components)) list(component)(components, `${path}.components`, known);
}

const canvasShape = object({
  content: optional(contentRule),
  content_url: optional(address("https:", "http:")),
  stored_data: optional(data({ maxBytes })),
});

/** A canvas, which is static or live. */
export const canvasRule: Rule = unlessKnown((value, path, known) => {
  const { content, content_url } = record(value, path);
  if (isAbsent(content) && isAbsent(content_url)) {
    throw new ConfigError(`${path}.content is missing: set it, or content_url for a live canvas`);
  }
  if (!isAbsent(content) && !isAbsent(content_url)) {
    throw new ConfigError(
      `${path} has content and content_url: a live canvas has no content of its own`,
    );
  }
  canvasShape(value, path, known);
}, addedContent);

function addedContent(value: unknown, path: string, known: KnownParts | undefined): void {
  const { content } = record(value, path);
  if (!isAbsent(content)) contentRule(content, `${path}.content`, known);
}

const event = object({ type: required(oneOf("completed")) });
const canvas = required(canvasRule);

/** The bodies of responses, by the request that they are for. */
export const responseRules: Readonly<Record<ResponseKind, Rule>> = {
  initialize: object({ canvas }),
  submit: object({ canvas, event: optional(event), card_creation_options: optional(data()) }),
  submitSheet: object({ canvas, event: optional(event) }),
  configure: (value, path, known) => {
    const { results } = record(value, path);
    object(results === undefined ? { canvas } : { results: required(data()) })(value, path, known);
  },
  content: object({ content: required(contentRule) }),
};

/** The canvas of a request and all of its parts, which Intercom wrote. */
export function partsOf(canvas: unknown): KnownParts {
  const parts = new WeakSet<object>();
  const add = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    parts.add(value);
    for (const part of Object.values(value)) add(part);
  };
  add(canvas);
  return parts;
}

/** @throws {ConfigError} for a canvas with what works in the Messenger alone. */
export function checkInbox({ content, content_url }: Partial<CanvasParts>): void {
  if (!isAbsent(content_url)) {
    throw new ConfigError(
      "response.canvas.content_url: a live canvas works in the Messenger alone; respond to the Inbox with content",
    );
  }
  for (const [part, place] of partsIn(content ?? { components: [] }, "response.canvas.content")) {
    if (part.action?.type !== "sheet") continue;
    throw new ConfigError(
      `${place}.action: a sheet opens in the Messenger alone; use a url action in the Inbox`,
    );
  }
}

const isAbsent = (value: unknown) => value === undefined || value === null;

interface Part {
  readonly id?: unknown;
  readonly action?: { readonly type: string } | null | undefined;
  readonly items?: readonly Part[] | undefined;
}

interface Content {
  readonly components: readonly Part[];
}

interface CanvasParts {
  readonly content: Content;
  readonly content_url: string;
}

function* idsIn(content: Content, path: string): Generator<[id: string, place: string]> {
  for (const [{ id }, place] of partsIn(content, path)) {
    if (typeof id === "string") yield [id, place];
  }
}

/** The components, and the items of lists. */
function* partsIn({ components }: Content, path: string): Generator<[part: Part, place: string]> {
  for (const [index, part] of components.entries()) {
    const place = `${path}.components[${index}]`;
    yield [part, place];
    for (const [at, item] of (part.items ?? []).entries()) yield [item, `${place}.items[${at}]`];
  }
}
