import { ConfigError } from "@interkit/core";
import {
  button,
  canvas,
  checkbox,
  content,
  dataTable,
  divider,
  dropdown,
  image,
  input,
  item,
  list,
  liveCanvas,
  option,
  results,
  row,
  sheet,
  singleSelect,
  spacer,
  submit,
  text,
  textarea,
  url,
} from "@interkit/webhooks/canvas";
import { expect, test } from "vitest";

const options = [option("free", "Free"), option("pro", "Pro", { disabled: true })];

test("the builders return what Intercom reads", () => {
  const form = canvas({
    content: [
      text("Your **order**", {
        id: "title",
        style: "header",
        align: "center",
        bottom_margin: "none",
      }),
      image({ url: "https://x.test/a.png", width: 9, height: 8, action: url("https://x.test") }),
      divider(),
      spacer({ size: "xl" }),
      dataTable({ items: [row("Plan", "Pro"), row("Phone", "")] }),
      list({
        items: [
          item({ id: "7", title: "Order 7", subtitle: "Sent", action: sheet("https://x.test") }),
          item({ id: "8", title: "8", image: "https://x.test/8", image_width: 4, image_height: 4 }),
        ],
      }),
      input({ id: "email", value: "", action: submit() }),
      textarea({ id: "remarks", error: true }),
      dropdown({ id: "plan", options, value: "pro" }),
      singleSelect({ id: "rating", options, action: submit() }),
      checkbox({ id: "ways", option: options, value: ["free", "pro"], save_state: "saved" }),
      button({ id: "save", label: "Save", action: submit(), style: "link" }),
    ],
  });
  const free = { type: "option", id: "free", text: "Free" };
  const pro = { type: "option", id: "pro", text: "Pro", disabled: true };
  const act = { action: { type: "submit" } };
  expect(JSON.parse(JSON.stringify(form))).toEqual({
    content: {
      components: [
        {
          ...{ type: "text", text: "Your **order**", id: "title" },
          ...{ style: "header", align: "center", bottom_margin: "none" },
        },
        {
          ...{ type: "image", url: "https://x.test/a.png", width: 9, height: 8 },
          action: { type: "url", url: "https://x.test" },
        },
        { type: "divider" },
        { type: "spacer", size: "xl" },
        {
          type: "data-table",
          items: [
            { type: "field-value", field: "Plan", value: "Pro" },
            { type: "field-value", field: "Phone", value: "" },
          ],
        },
        {
          type: "list",
          items: [
            {
              ...{ type: "item", id: "7", title: "Order 7", subtitle: "Sent" },
              action: { type: "sheet", url: "https://x.test" },
            },
            {
              ...{ type: "item", id: "8", title: "8", image: "https://x.test/8" },
              ...{ image_width: 4, image_height: 4 },
            },
          ],
        },
        { type: "input", id: "email", value: "", ...act },
        { type: "textarea", id: "remarks", error: true },
        { type: "dropdown", id: "plan", options: [free, pro], value: "pro" },
        { type: "single-select", id: "rating", options: [free, pro], ...act },
        {
          ...{ type: "checkbox", id: "ways", option: [free, pro], value: ["free", "pro"] },
          save_state: "saved",
        },
        { type: "button", id: "save", label: "Save", style: "link", ...act },
      ],
    },
  });
});

const action = submit();
const twelve = Array.from({ length: 12 }, (_, index) => option(`${index}`, "x"));

test.each<[message: string, build: () => unknown]>([
  ["text.text is empty: give it a text", () => text("")],
  ["text.text is empty: give it a text", () => text(" \n")],
  ["text.text is missing: set it", () => text(undefined as never)],
  ["button.label is missing: set it", () => button({ id: "a", action } as never)],
  ["button.label is empty", () => button({ id: "a", label: "", action })],
  ["button.id is empty", () => button({ id: "", label: "A", action })],
  ["button.action is missing", () => button({ id: "a", label: "A" } as never)],
  ["button.id is missing", () => button(undefined as never)],
  [
    "button.lable does not exist: remove it, or use one of type, id, label, action, style, disabled",
    () => button({ id: "a", label: "A", action, lable: "B" } as never),
  ],
  [
    "button.style must be one of primary, secondary, link",
    () => button({ id: "a", label: "A", action, style: "loud" as never }),
  ],
  [
    "button.disabled must be true or false, and is of type string",
    () => button({ id: "a", label: "A", action, disabled: "true" as never }),
  ],
  [
    "button.action.type must be one of submit, url, sheet",
    () => button({ id: "a", label: "A", action: { type: "open" } as never }),
  ],
  [
    "button.action must be an object, and is a list",
    () => button({ id: "a", label: "A", action: [] as never }),
  ],
  [
    "button.action.url is missing",
    () => button({ id: "a", label: "A", action: { type: "url" } as never }),
  ],
  ["url.url must be a whole URL, https://… or http://…", () => url("/orders/7")],
  ["url.url must be a whole URL", () => url("javascript:alert(1)")],
  ["sheet.url must be a whole URL, https://…", () => sheet("http://example.com")],
  ["canvas.content_url must be a whole URL, https://… or http://…", () => liveCanvas("status")],
  ["image.width must be a whole number of pixels", () => pictureOf({ width: 0.5 })],
  ["image.height must be a whole number of pixels", () => pictureOf({ height: "60" as never })],
  ["image.width must be a whole number of pixels", () => pictureOf({ width: Number.NaN })],
  ["image.action.type must be one of url", () => pictureOf({ action: action as never })],
  [
    "dropdown.options has 1 of at least 2",
    () => dropdown({ id: "a", options: [options[0]] as never }),
  ],
  ["dropdown.options has 12 of at most 10", () => dropdown({ id: "a", options: twelve })],
  ["single-select.options must be a list", () => singleSelect({ id: "a", options: {} as never })],
  ["checkbox.option has 0 of at least 1", () => checkbox({ id: "a", option: [] })],
  [
    "dropdown.options[1].id is that of an option before",
    () => dropdown({ id: "a", options: [option("x", "X"), option("x", "Y")] }),
  ],
  [
    "dropdown.value must be among the ids of the options: free, pro",
    () => dropdown({ id: "a", options, value: "Free" }),
  ],
  [
    "checkbox.value must be among the ids of the options: free, pro",
    () => checkbox({ id: "a", option: options, value: ["free", "basic"] }),
  ],
  [
    "checkbox.value must be a list",
    () => checkbox({ id: "a", option: options, value: "free" as never }),
  ],
  ["option.text is empty", () => option("a", "")],
  ["row.value must be a text, and is of type number", () => row("Seats", 12 as never)],
  ["item.title is missing", () => item({ id: "a" } as never)],
  [
    "item has an image: set image_width and image_height as well",
    () => item({ id: "a", title: "A", image: "https://x.test", image_width: 4 } as never),
  ],
  [
    "data-table.items must be a list, and is of type string",
    () => dataTable({ items: "A" as never }),
  ],
  ["spacer.size must be one of xs, s, m, l, xl", () => spacer({ size: "xxl" as never })],
  [
    "canvas.content.components[1].type must be one of text, image",
    () => canvas({ content: [text("A"), { type: "video" } as never] }),
  ],
  [
    "canvas.content.components[0] must be an object, and is null",
    () => canvas({ content: [null as never] }),
  ],
  ["canvas.content.components is missing", () => canvas({} as never)],
  [
    "canvas.stored_data must be an object, and is a list",
    () => canvas({ content: [], stored_data: [] as never }),
  ],
  [
    'canvas.content.components[1].id is "a", as that of a component before: change it',
    () => canvas({ content: [input({ id: "a" }), textarea({ id: "a" })] }),
  ],
  [
    'canvas.content.components[1].items[0].id is "a", as that of a component before',
    () =>
      canvas({ content: [input({ id: "a" }), list({ items: [item({ id: "a", title: "A" })] })] }),
  ],
  ["content.components must be a list", () => content(text("A") as never)],
  ["response.results must be an object", () => results([] as never)],
  ["response.results must be JSON, without circles", () => results({ self: circle() })],
])("%s", (message, build) => {
  expect(build).toThrow(ConfigError);
  expect(build).toThrow(message);
});

function pictureOf(properties: Partial<Parameters<typeof image>[0]>): unknown {
  return image({ url: "https://x.test", width: 1, height: 1, ...properties });
}

function circle(): object {
  const one: Record<string, unknown> = {};
  one["self"] = one;
  return one;
}
