import { ConfigError } from "@interkit/core";
import type { CanvasComponent, ConfigureCanvasResults, LiveCanvas } from "@interkit/core/latest";
import { canvasRule, contentRule, responseRules } from "./check.ts";
import type { CanvasOf, ContentOf } from "./types.ts";

/** What comes back with the next request, as `current_canvas.stored_data`. */
type StoredData = { readonly [key: string]: unknown };

/**
 * A canvas that does not change until a person uses one of its components; see `liveCanvas` for others.
 *
 * @throws {ConfigError} for wrong components, for two with the same id, and for more than 64 KB of
 *   `content` or of `stored_data`.
 * @see https://developers.intercom.com/docs/references/canvas-kit/responseobjects/canvas
 *
 * @example
 * ```ts
 * import { button, canvas, input, submit } from "@interkit/webhooks/canvas";
 *
 * const form = canvas({
 *   content: [
 *     input({ id: "email", label: "Your email" }),
 *     button({ id: "save", label: "Save", action: submit() }),
 *   ],
 *   stored_data: { step: 1 },
 * });
 * ```
 */
export function canvas<Component extends CanvasComponent>(parts: {
  /** The components, from top to bottom. */
  readonly content: readonly Component[];
  /** What you want to get back with the next request. */
  readonly stored_data?: StoredData;
}): CanvasOf<Component> {
  const { content: components, ...rest } = parts;
  if ("content_url" in rest) {
    throw new ConfigError("canvas takes content: a live canvas is liveCanvas(content_url)");
  }
  return built({ ...rest, content: { components } });
}

/**
 * A canvas of the Messenger whose content Intercom fetches whenever a person sees it.
 *
 * @param content_url the URL that `kit.content` serves.
 * @throws {ConfigError} for what is no whole URL, and for more than 64 KB of `stored_data`.
 * @see https://developers.intercom.com/docs/references/canvas-kit/responseobjects/canvas
 *
 * @example
 * ```ts
 * import { liveCanvas } from "@interkit/webhooks/canvas";
 *
 * const status = liveCanvas("https://app.example.com/status", { stored_data: { service: "api" } });
 * ```
 */
export function liveCanvas(
  content_url: string,
  parts: { readonly stored_data?: StoredData } = {},
): LiveCanvas {
  return built({ ...parts, content_url });
}

/**
 * The content of a live canvas.
 *
 * @param components from top to bottom.
 * @throws {ConfigError} for wrong components, for two with the same id, and for more than 64 KB.
 * @see https://developers.intercom.com/docs/references/canvas-kit/responseobjects/content
 *
 * @example
 * ```ts
 * import { content, createCanvasKit, text } from "@interkit/webhooks/canvas";
 *
 * const kit = createCanvasKit({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "" });
 * const status = kit.content(({ contact }) => content([text(`All is well, ${contact.name}`)]));
 * ```
 */
export function content<Component extends CanvasComponent>(
  components: readonly Component[],
): ContentOf<Component> {
  const value = { components };
  contentRule(value, "content");
  return value as unknown as ContentOf<Component>;
}

/**
 * The results of a set-up, which end it. They come back as `card_creation_options` of the next request to
 * the initialize URL.
 *
 * @throws {ConfigError} for what is no object, and for what JSON cannot express.
 * @see https://developers.intercom.com/docs/references/canvas-kit/responseobjects/results
 *
 * @example
 * ```ts
 * import { results } from "@interkit/webhooks/canvas";
 *
 * const chosen = results({ calendar: "sales" });
 * ```
 */
export function results(values: { readonly [key: string]: unknown }): ConfigureCanvasResults {
  const value = { results: values };
  responseRules.configure(value, "response");
  return value;
}

function built<Canvas>(value: object): Canvas {
  canvasRule(value, "canvas");
  return value as unknown as Canvas;
}
