import type { Operation, Schema } from "../catalog/operation.ts";
import { type Field, kebabCase, membersOf } from "./fields.ts";

type Schemas = Readonly<Record<string, Schema>>;

/** How many options an example has, beside those that it needs. */
const maxOptions = 2;

/** A command line of an operation, from the examples of its description. */
export function exampleOf(
  operation: Operation,
  fields: readonly Field[],
  schemas: Schemas,
): string {
  const words = ["interkit", ...operation.id.split(".").map(kebabCase)];
  for (const { name, schema, ...parameter } of operation.parameters) {
    if (parameter.in === "path") words.push(quote(exampleText(schema) ?? `<${kebabCase(name)}>`));
  }
  if (operation.search !== undefined) words.push("--where", quote("created_at > 30d"));
  for (const [field, text] of chosen(operation, fields, schemas)) {
    words.push(`--${kebabCase(field.name)}${text === "" ? "" : ` ${quote(text)}`}`);
  }
  if (operation.isList) words.push("--limit 10");
  return words.join(" ");
}

function chosen(
  operation: Operation,
  fields: readonly Field[],
  schemas: Schemas,
): [field: Field, text: string][] {
  const { properties } = membersOf(operation.body?.schema ?? {}, schemas);
  const parameters = operation.parameters.map(({ name, schema }) => [name, schema] as const);
  const all: Readonly<Record<string, Schema>> = {
    ...properties,
    ...Object.fromEntries(parameters),
  };
  const withText = fields.flatMap((field): [Field, string][] => {
    const text = optionText(field, all[field.name] ?? {});
    return text === undefined ? [] : [[field, text]];
  });
  const needed = withText.filter(
    ([{ name, isRequired }]) => isRequired || operation.selectedBy[0] === name,
  );
  const others = withText.filter((one) => !needed.includes(one));
  // A list is read with its limit, and an object without changes of its form.
  const free = operation.isRead ? 0 : Math.max(0, maxOptions - needed.length);
  return [...needed, ...others.slice(0, free)];
}

/** The text of an option: empty for a boolean that is true. */
function optionText({ type }: Field, schema: Schema): string | undefined {
  if (type.kind === "file") return "@products.json";
  if (type.kind === "boolean") return "";
  if (type.kind === "choice") return exampleText(schema) ?? type.choices[0];
  if (type.kind === "list") {
    const [first] = [exampleOfSchema(schema)].flat(1);
    return first === undefined ? undefined : String(first);
  }
  return exampleText(schema);
}

function exampleText(schema: Schema): string | undefined {
  const example = exampleOfSchema(schema);
  if (example === undefined || example === null) return undefined;
  return typeof example === "object" ? JSON.stringify(example) : String(example);
}

function exampleOfSchema(schema: Schema): unknown {
  const { examples, anyOf } = schema;
  if (Array.isArray(examples)) return examples[0];
  const inner = (anyOf ?? []) as readonly Schema[];
  return inner.map(exampleOfSchema).find((example) => example !== undefined);
}

/** A word as a shell reads it. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
