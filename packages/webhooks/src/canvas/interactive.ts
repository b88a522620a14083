import type {
  CanvasButton,
  CanvasCheckbox,
  CanvasDropdown,
  CanvasInput,
  CanvasOption,
  CanvasSingleSelect,
  CanvasTextArea,
} from "@interkit/core/latest";
import { checked } from "./checked.ts";
import { option as optionRule } from "./shapes.ts";
import type { CanvasAction, Known } from "./types.ts";

type Rest<Component, More extends string = never> = Omit<
  Component,
  "type" | "id" | "action" | More
>;

/**
 * A button.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/interactivecomponents/button
 *
 * @example
 * ```ts
 * import { button, submit } from "@interkit/webhooks/canvas";
 *
 * const save = button({ id: "save", label: "Save", action: submit() });
 * ```
 */
export function button<const Id extends string, Action extends CanvasAction>(
  properties: Rest<CanvasButton> & { readonly id: Id; readonly action: Action },
): Known<CanvasButton, Id, Action> {
  return checked({ ...properties, type: "button" });
}

/**
 * A line to write in. With an action it has a button of its own.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/interactivecomponents/input
 *
 * @example
 * ```ts
 * import { input, submit } from "@interkit/webhooks/canvas";
 *
 * const email = input({ id: "email", label: "Your email", action: submit() });
 * ```
 */
export function input<const Id extends string, Action extends CanvasAction | undefined = undefined>(
  properties: Rest<CanvasInput> & { readonly id: Id; readonly action?: Action },
): Known<CanvasInput, Id, Action> {
  return checked({ ...properties, type: "input" });
}

/**
 * Several lines to write in.
 *
 * @throws {ConfigError} for wrong properties.
 * @see https://developers.intercom.com/docs/references/canvas-kit/interactivecomponents/textarea
 *
 * @example
 * ```ts
 * import { textarea } from "@interkit/webhooks/canvas";
 *
 * const remarks = textarea({ id: "remarks", label: "Remarks", placeholder: "What should we know?" });
 * ```
 */
export function textarea<const Id extends string>(
  properties: Rest<CanvasTextArea> & { readonly id: Id },
): CanvasTextArea & { id: Id } {
  return checked({ ...properties, type: "textarea" });
}

/**
 * A choice of one option from a menu. What is submitted is the id of the option.
 *
 * @throws {ConfigError} for wrong properties, such as fewer than 2 options or more than 10.
 * @see https://developers.intercom.com/docs/references/canvas-kit/interactivecomponents/dropdown
 *
 * @example
 * ```ts
 * import { dropdown, option } from "@interkit/webhooks/canvas";
 *
 * const plan = dropdown({ id: "plan", options: [option("free", "Free"), option("pro", "Pro")] });
 * ```
 */
export function dropdown<const Id extends string>(
  properties: Rest<CanvasDropdown, "options"> & {
    readonly id: Id;
    readonly options: readonly CanvasOption[];
  },
): CanvasDropdown & { id: Id } {
  return checked({ ...properties, type: "dropdown" });
}

/**
 * A choice of one option from buttons in a row. What is submitted is the id of the option; with an action,
 * at once.
 *
 * @throws {ConfigError} for wrong properties, such as fewer than 2 options or more than 10.
 * @see https://developers.intercom.com/docs/references/canvas-kit/interactivecomponents/single-select
 *
 * @example
 * ```ts
 * import { option, singleSelect, submit } from "@interkit/webhooks/canvas";
 *
 * const rating = singleSelect({
 *   id: "rating",
 *   label: "Was this helpful?",
 *   options: [option("yes", "Yes"), option("no", "No")],
 *   action: submit(),
 * });
 * ```
 */
export function singleSelect<
  const Id extends string,
  Action extends CanvasAction | undefined = undefined,
>(
  properties: Rest<CanvasSingleSelect, "options"> & {
    readonly id: Id;
    readonly action?: Action;
    readonly options: readonly CanvasOption[];
  },
): Known<CanvasSingleSelect, Id, Action> {
  return checked({ ...properties, type: "single-select" });
}

/**
 * A choice of any number of options. What is submitted is a list of their ids. Its options are in `option`:
 * Intercom's name has no plural here.
 *
 * @throws {ConfigError} for wrong properties, such as no option.
 * @see https://developers.intercom.com/docs/references/canvas-kit/interactivecomponents/checkbox
 *
 * @example
 * ```ts
 * import { checkbox, option } from "@interkit/webhooks/canvas";
 *
 * const ways = checkbox({ id: "ways", option: [option("email", "Email"), option("phone", "Phone")] });
 * ```
 */
export function checkbox<const Id extends string>(
  properties: Rest<CanvasCheckbox, "option"> & {
    readonly id: Id;
    readonly option: readonly CanvasOption[];
  },
): CanvasCheckbox & { id: Id } {
  return checked({ ...properties, type: "checkbox" });
}

/**
 * An option of a dropdown, of a single select or of a checkbox.
 *
 * @param id your own id of the option, another one for each.
 * @param text the words of it.
 * @throws {ConfigError} for an empty id or text.
 *
 * @example
 * ```ts
 * import { dropdown, option } from "@interkit/webhooks/canvas";
 *
 * const plan = dropdown({ id: "plan", options: [option("free", "Free"), option("pro", "Pro")] });
 * ```
 */
export function option(
  id: string,
  text: string,
  properties: Pick<CanvasOption, "disabled"> = {},
): CanvasOption {
  const built: CanvasOption = { ...properties, type: "option", id, text };
  optionRule(built, "option");
  return built;
}
