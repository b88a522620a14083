import type {
  CanvasDataTable,
  CanvasDataTableItem,
  CanvasDivider,
  CanvasImage,
  CanvasList,
  CanvasPictureListItem,
  CanvasPlainListItem,
  CanvasSpacer,
  CanvasText,
} from "@interkit/core/latest";
import { checked } from "./checked.ts";
import { item as itemRule, row as rowRule } from "./shapes.ts";
import type { CanvasAction, Known } from "./types.ts";

/**
 * Words, with links and bold in Markdown.
 *
 * @throws {ConfigError} for an empty text, and for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/presentationcomponents/text
 *
 * @example
 * ```ts
 * import { text } from "@interkit/webhooks/canvas";
 *
 * const title = text("Your order", { style: "header" });
 * ```
 */
export function text(
  words: string,
  properties: Omit<CanvasText, "type" | "text"> = {},
): CanvasText {
  return checked({ ...properties, type: "text", text: words });
}

/**
 * A picture.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/presentationcomponents/image
 *
 * @example
 * ```ts
 * import { image } from "@interkit/webhooks/canvas";
 *
 * const logo = image({ url: "https://example.com/logo.png", width: 120, height: 60 });
 * ```
 */
export function image(properties: Omit<CanvasImage, "type">): CanvasImage {
  return checked({ ...properties, type: "image" });
}

/**
 * A line between components.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/presentationcomponents/divider
 *
 * @example
 * ```ts
 * import { canvas, divider, text } from "@interkit/webhooks/canvas";
 *
 * const order = canvas({ content: [text("Order 7"), divider(), text("Sent on Monday")] });
 * ```
 */
export function divider(properties: Omit<CanvasDivider, "type"> = {}): CanvasDivider {
  return checked({ ...properties, type: "divider" });
}

/**
 * Room between components.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/presentationcomponents/spacer
 *
 * @example
 * ```ts
 * import { canvas, spacer, text } from "@interkit/webhooks/canvas";
 *
 * const order = canvas({ content: [text("Order 7"), spacer({ size: "l" }), text("Sent")] });
 * ```
 */
export function spacer(properties: Omit<CanvasSpacer, "type"> = {}): CanvasSpacer {
  return checked({ ...properties, type: "spacer" });
}

/**
 * A table of names and values.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/presentationcomponents/data-table
 *
 * @example
 * ```ts
 * import { dataTable, row } from "@interkit/webhooks/canvas";
 *
 * const plan = dataTable({ items: [row("Plan", "Pro"), row("Seats", "12")] });
 * ```
 */
export function dataTable(properties: {
  readonly items: readonly CanvasDataTableItem[];
}): CanvasDataTable {
  return checked({ ...properties, type: "data-table" });
}

/**
 * A row of a table.
 *
 * @param field the name.
 * @param value the value, which may be empty.
 * @throws {ConfigError} for an empty name, and for what is no text.
 *
 * @example
 * ```ts
 * import { dataTable, row } from "@interkit/webhooks/canvas";
 *
 * const plan = dataTable({ items: [row("Plan", "Pro")] });
 * ```
 */
export function row(field: string, value: string): CanvasDataTableItem {
  const built: CanvasDataTableItem = { type: "field-value", field, value };
  rowRule(built, "row");
  return built;
}

/**
 * A list, whose items may be clicked.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/interactivecomponents/list
 *
 * @example
 * ```ts
 * import { item, list, submit } from "@interkit/webhooks/canvas";
 *
 * const orders = list({ items: [item({ id: "order-7", title: "Order 7", action: submit() })] });
 * ```
 */
export function list<Item extends CanvasPlainListItem>(
  properties: Omit<CanvasList, "type" | "items"> & { readonly items: readonly Item[] },
): CanvasList & { items: Item[] } {
  return checked({ ...properties, type: "list" });
}

/** What an item has beside its id and its action; one with a picture says how large it is. */
type ItemProperties = Omit<CanvasPlainListItem, "type" | "id" | "action"> &
  (
    | {
        readonly image?: undefined;
        readonly image_width?: undefined;
        readonly image_height?: undefined;
      }
    | Pick<CanvasPictureListItem, "image" | "image_width" | "image_height">
  );

/**
 * An item of a list.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/interactivecomponents/list
 *
 * @example
 * ```ts
 * import { item, list, submit } from "@interkit/webhooks/canvas";
 *
 * const orders = list({ items: [item({ id: "order-7", title: "Order 7", action: submit() })] });
 * ```
 */
export function item<const Id extends string, Action extends CanvasAction | undefined = undefined>(
  properties: ItemProperties & { readonly id: Id; readonly action?: Action },
): Known<CanvasPlainListItem, Id, Action> {
  const built = { ...properties, type: "item" };
  itemRule(built, "item");
  return built as unknown as Known<CanvasPlainListItem, Id, Action>;
}
