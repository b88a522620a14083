import { ConfigError } from "@interkit/core";
import type {
  CanvasAction,
  CanvasComponent,
  CanvasDataTableItem,
  CanvasOption,
  CanvasPictureListItem,
} from "@interkit/core/latest";
import {
  address,
  all,
  anyText,
  type Fields,
  flag,
  list,
  type OptionalField,
  object,
  oneOf,
  oneOfShapes,
  optional,
  pixels,
  type RequiredField,
  type Rule,
  record,
  required,
  text,
  unlessKnown,
} from "./rules.ts";

/** The rules of a part: one for each property that its type has, required where the type says so. */
type FieldsOf<Part> = {
  readonly [Name in keyof Omit<Part, "type">]-?: Record<never, never> extends Pick<Part, Name>
    ? OptionalField
    : RequiredField;
};

/** The rules of all parts that their `type` distinguishes. */
type FieldsByType<Part extends { type: string }> = {
  readonly [Type in Part["type"]]: FieldsOf<Extract<Part, { type: Type }>>;
};

const anyAddress = address("https:", "http:");

const actions: FieldsByType<CanvasAction> = {
  submit: {},
  url: { url: required(address("https:", "http:", "mailto:", "tel:")) },
  sheet: { url: required(address("https:")) },
};

/** What a click does. */
export const action: Rule = shapesOf(actions);
const side = oneOf("left", "center", "right");
const margin = { bottom_margin: optional(oneOf("none")) };
const state = {
  save_state: optional(oneOf("unsaved", "saved", "failed")),
  disabled: optional(flag),
};

const optionFields: FieldsOf<CanvasOption> = {
  id: required(text),
  text: required(text),
  disabled: optional(flag),
};
export const option: Rule = shapesOf({ option: optionFields });

const itemFields: FieldsOf<
  Omit<CanvasPictureListItem, ImageField> & Partial<Pick<CanvasPictureListItem, ImageField>>
> = {
  id: required(text),
  title: required(text),
  subtitle: optional(anyText),
  tertiary_text: optional(anyText),
  image: optional(anyAddress),
  image_width: optional(pixels),
  image_height: optional(pixels),
  rounded_image: optional(flag),
  disabled: optional(flag),
  action: optional(action),
};
type ImageField = "image" | "image_width" | "image_height";

export const item: Rule = unlessKnown(
  all(shapesOf({ item: itemFields }), (value, path) => {
    const { image, image_width, image_height } = record(value, path);
    if (image === undefined || (image_width !== undefined && image_height !== undefined)) return;
    throw new ConfigError(`${path} has an image: set image_width and image_height as well`);
  }),
);

const rowFields: FieldsOf<CanvasDataTableItem> = {
  field: required(text),
  value: required(anyText),
};
export const row: Rule = shapesOf({ "field-value": rowFields });

const options = list(option, { min: 2, max: 10 });

const components: FieldsByType<CanvasComponent> = {
  text: {
    id: optional(text),
    text: required(text),
    align: optional(side),
    style: optional(oneOf("header", "paragraph", "muted", "error")),
    ...margin,
  },
  image: {
    id: optional(text),
    url: required(anyAddress),
    align: optional(oneOf("left", "center", "right", "full_width")),
    width: required(pixels),
    height: required(pixels),
    rounded: optional(flag),
    ...margin,
    action: optional(shapesOf({ url: actions.url })),
  },
  divider: { id: optional(text), ...margin },
  spacer: { id: optional(text), size: optional(oneOf("xs", "s", "m", "l", "xl")) },
  "data-table": { items: required(list(row)) },
  list: { items: required(list(item)), disabled: optional(flag) },
  button: {
    id: required(text),
    label: required(text),
    action: required(action),
    style: optional(oneOf("primary", "secondary", "link")),
    disabled: optional(flag),
  },
  input: {
    id: required(text),
    label: optional(anyText),
    placeholder: optional(anyText),
    value: optional(anyText),
    action: optional(action),
    ...state,
  },
  textarea: {
    id: required(text),
    label: optional(anyText),
    placeholder: optional(anyText),
    value: optional(anyText),
    error: optional(flag),
    disabled: optional(flag),
  },
  dropdown: {
    id: required(text),
    options: required(options),
    label: optional(anyText),
    value: optional(text),
    ...state,
  },
  "single-select": {
    id: required(text),
    options: required(options),
    label: optional(anyText),
    value: optional(text),
    ...state,
    action: optional(action),
  },
  checkbox: {
    id: required(text),
    option: required(list(option, { min: 1 })),
    label: optional(anyText),
    value: optional(list(text)),
    ...state,
  },
};

/** A component, whose options have ids of their own, and whose value is among them. */
export const component: Rule = unlessKnown(
  all(shapesOf(components), (value, path) => {
    const given = record(value, path);
    const name = given["type"] === "checkbox" ? "option" : "options";
    const list = given[name];
    if (!Array.isArray(list)) return;
    const ids = list.map(({ id }: CanvasOption) => id);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
    if (twice >= 0) {
      throw new ConfigError(`${path}.${name}[${twice}].id is that of an option before: change it`);
    }
    if ([given["value"] ?? []].flat().every((id) => ids.includes(String(id)))) return;
    throw new ConfigError(`${path}.value must be among the ids of the options: ${ids.join(", ")}`);
  }),
);

function shapesOf(parts: Readonly<Record<string, Fields>>): Rule {
  const type = optional(anyText);
  const shapes = Object.entries(parts).map(([name, fields]): [string, Rule] => [
    name,
    object({ type, ...fields }),
  ]);
  return oneOfShapes(Object.fromEntries(shapes));
}
