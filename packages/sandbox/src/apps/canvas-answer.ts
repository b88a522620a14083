import type { JsonObject } from "../description/openapi.ts";
import type { SendOutcome } from "../webhooks/send.ts";
import type { CanvasAnswer } from "./canvas.ts";
import { invalidAnswer, readAnswer } from "./health.ts";

/** The kinds of requests of Canvas Kit. */
export type CanvasKind = "initialize" | "submit" | "configure" | "content";

/** The properties of an answer to each kind, one of which it needs. */
const wanted: Readonly<Record<CanvasKind, readonly string[]>> = {
  initialize: ["canvas"],
  submit: ["canvas", "event", "card_creation_options"],
  configure: ["canvas", "results"],
  content: ["content"],
};

/** The types of components. */
const componentTypes: readonly unknown[] = [
  "button",
  "checkbox",
  "data-table",
  "divider",
  "dropdown",
  "image",
  "input",
  "list",
  "single-select",
  "spacer",
  "text",
  "textarea",
];

/** The most that content and stored data may have, in bytes of JSON. */
const maxBytes = 64 * 1024;

/** Reads the answer to a request of Canvas Kit. @throws {Error} when Intercom would not accept it. */
export function readCanvasAnswer(kind: CanvasKind, outcome: SendOutcome): CanvasAnswer {
  const answer = readAnswer(outcome);
  const names = wanted[kind];
  if (!names.some((name) => name in answer)) {
    throw invalidAnswer(`it has none of ${names.join(", ")}`);
  }
  for (const name of names) {
    if (name in answer && !isObject(answer[name])) throw invalidAnswer(`its ${name} is no object`);
  }
  const { canvas, event, content } = answer;
  if (isObject(canvas)) checkCanvas(canvas);
  if (kind === "content") checkContent("content", content);
  if (isObject(event) && event["type"] !== "completed") {
    throw invalidAnswer('the type of its event is not "completed"');
  }
  return answer;
}

function checkCanvas({ content, content_url, stored_data }: JsonObject): void {
  if ((content ?? undefined) === undefined) {
    if (typeof content_url === "string" && URL.canParse(content_url)) return;
    throw invalidAnswer("its canvas has neither content nor the URL of a live canvas");
  }
  checkContent("canvas.content", content);
  checkSize("canvas.stored_data", stored_data);
}

function checkContent(name: string, content: unknown): void {
  const components = isObject(content) ? content["components"] : undefined;
  if (!Array.isArray(components)) throw invalidAnswer(`${name}.components is not a list`);
  for (const [index, component] of components.entries()) {
    const type: unknown = isObject(component) ? component["type"] : undefined;
    if (componentTypes.includes(type)) continue;
    throw invalidAnswer(
      `${name}.components[${index}] has the type ${JSON.stringify(type)}, not one of ${componentTypes.join(", ")}`,
    );
  }
  const ids = idsIn(components);
  const doubled = ids.find((id, index) => ids.indexOf(id) < index);
  if (doubled !== undefined) throw invalidAnswer(`two components have the id ${doubled}`);
  checkSize(name, content);
}

/** The ids of components, and of the items in lists. */
export function idsIn(components: unknown): string[] {
  if (!Array.isArray(components)) return [];
  return components
    .filter(isObject)
    .flatMap(({ id, items }) => [...(typeof id === "string" ? [id] : []), ...idsIn(items)]);
}

function checkSize(name: string, value: unknown): void {
  if (value === undefined) return;
  const { length } = new TextEncoder().encode(JSON.stringify(value));
  if (length <= maxBytes) return;
  throw invalidAnswer(`${name} has ${length} bytes, and at most ${maxBytes} are accepted`);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
