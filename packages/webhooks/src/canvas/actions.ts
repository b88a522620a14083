import type { CanvasSheetAction, CanvasSubmitAction, CanvasUrlAction } from "@interkit/core/latest";
import { action } from "./shapes.ts";

/**
 * The action that sends what was entered to the submit URL of the app.
 *
 * @see https://developers.intercom.com/docs/references/canvas-kit/actioncomponents/submit-action
 *
 * @example
 * ```ts
 * import { button, submit } from "@interkit/webhooks/canvas";
 *
 * const save = button({ id: "save", label: "Save", action: submit() });
 * ```
 */
export function submit(): CanvasSubmitAction {
  return { type: "submit" };
}

/**
 * The action that opens a page in a new tab.
 *
 * @param address a whole URL with `https:`, `http:`, `mailto:` or `tel:`.
 * @throws {ConfigError} for any other text.
 * @see https://developers.intercom.com/docs/references/canvas-kit/actioncomponents/url-action
 *
 * @example
 * ```ts
 * import { button, url } from "@interkit/webhooks/canvas";
 *
 * const open = button({ id: "open", label: "Open", action: url("https://example.com/orders/7") });
 * ```
 */
export function url(address: string): CanvasUrlAction {
  const built: CanvasUrlAction = { type: "url", url: address };
  action(built, "url");
  return built;
}

/**
 * The action that opens a page of yours inside of the Messenger. It does not work in the Inbox.
 *
 * @param address a whole URL with `https:`. Intercom sends a POST request to it.
 * @throws {ConfigError} for any other text.
 * @see https://developers.intercom.com/docs/references/canvas-kit/actioncomponents/sheets-action
 *
 * @example
 * ```ts
 * import { button, sheet } from "@interkit/webhooks/canvas";
 *
 * const book = button({ id: "book", label: "Book", action: sheet("https://example.com/book") });
 * ```
 */
export function sheet(address: string): CanvasSheetAction {
  const built: CanvasSheetAction = { type: "sheet", url: address };
  action(built, "sheet");
  return built;
}
