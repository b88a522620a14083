import { valueAt } from "../arguments/nested.ts";
import type { Operation, Schema } from "../catalog/operation.ts";
import { type Field, kebabCase } from "./fields.ts";

/** How many options an example has, beside those that it needs. */
const maxOptions = 2;
const maxLength = 76;

/** A command line of an operation, from the examples of its description, in lines as a shell continues them. */
export function exampleOf(operation: Operation, fields: readonly Field[]): string {
  const words = ["interkit", ...operation.id.split(".").map(kebabCase)];
  for (const { name, schema, ...parameter } of operation.parameters) {
    if (parameter.in === "path") words.push(quote(textOf(exampleIn(schema)) ?? kebabCase(name)));
  }
  if (operation.search !== undefined) words.push("--where 'created_at > 30d'");
  const options = chosen(operation, fields);
  const isLong = options.some(
    ([{ place }, text]) => place === "body" && text.length > maxLength - 30,
  );
  for (const [{ name, place }, text] of options) {
    if (isLong && place === "body") continue;
    words.push(`--${kebabCase(name)}${text === "" ? "" : ` ${quote(text)}`}`);
  }
  if (isLong) words.push("--data @body.json");
  if (operation.isList) words.push("--limit 10");
  return fold(words).join(" \\\n      ");
}

/** What the operation needs, and a few of its other options if it changes something. */
function chosen(operation: Operation, fields: readonly Field[]): [field: Field, text: string][] {
  const { selectedBy, isRead } = operation;
  const options = fields.flatMap((field): [Field, string][] => {
    const text = optionText(operation, field);
    // A single selecting parameter is no option.
    return text === undefined || selectedBy.join() === field.name ? [] : [[field, text]];
  });
  const isNeeded = ([{ name, isRequired }]: [Field, string]) =>
    isRequired || (selectedBy[0] === name && selectedBy.length > 1);
  const needed = options.filter(isNeeded);
  const others = options.filter(
    (option) => !isNeeded(option) && option[0].place === "body" && option[1].length < maxLength / 2,
  );
  return [...needed, ...others.slice(0, isRead ? 0 : Math.max(0, maxOptions - needed.length))];
}

/** The text of an option: empty for a boolean that is true. */
function optionText(operation: Operation, { name, place, type }: Field): string | undefined {
  if (type.kind === "file") return "@products.json";
  const parameter = operation.parameters.find((one) => one.name === name);
  const value =
    place === "body" ? valueAt(operation.body?.example, [name]) : exampleIn(parameter?.schema);
  if (type.kind === "boolean") return value === false ? "false" : "";
  if (type.kind === "list") return textOf(Array.isArray(value) ? value[0] : value);
  if (type.kind === "choice") return textOf(value) ?? type.choices[0];
  return type.kind === "json" && value !== undefined ? JSON.stringify(value) : textOf(value);
}

function exampleIn(schema: Schema = {}): unknown {
  return ((schema["examples"] ?? []) as readonly unknown[])[0];
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A word as a shell reads it. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function fold(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length + 1 > maxLength - 4) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
