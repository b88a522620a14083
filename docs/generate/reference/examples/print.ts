/** How a value is written. */
export interface PrintStyle {
  /** JSON quotes the names of fields; a program does not. */
  readonly isJson: boolean;
  /** The items of a list that are shown, and the fields of an object on each level. */
  readonly maxItems?: number;
  readonly maxFields?: readonly number[];
}

const width = 80;

/**
 * A value as a program or as JSON, over several lines where one is too short. What is cut off is counted in a
 * comment.
 *
 * @param used How much of the first line is taken already.
 */
export function printValue(value: unknown, style: PrintStyle, used = 0): string {
  return print(value, style, { indent: 0, depth: 0, used });
}

interface Place {
  readonly indent: number;
  readonly depth: number;
  /** How much of the line is taken already. */
  readonly used: number;
}

function print(value: unknown, style: PrintStyle, { indent, depth, used }: Place): string {
  const line = onOneLine(value, style);
  if (line !== undefined && line.length + used <= width) return line;
  const parts = Array.isArray(value)
    ? itemsOf(value, style, indent, depth)
    : isObject(value)
      ? fieldsOf(value, style, indent, depth)
      : undefined;
  if (parts === undefined) return line ?? String(value);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const margin = " ".repeat(indent + 2);
  return `${open}\n${parts.map((part) => margin + part).join("\n")}\n${" ".repeat(indent)}${close}`;
}

/** A value on one line, unless something of it is cut off. */
function onOneLine(value: unknown, style: PrintStyle): string | undefined {
  if (Array.isArray(value)) {
    if (value.length > (style.maxItems ?? value.length)) return undefined;
    const items = value.map((item) => onOneLine(item, style));
    return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => {
    const text = onOneLine(field, style);
    return text === undefined ? undefined : `${nameOf(name, style)}: ${text}`;
  });
  if (fields.includes(undefined)) return undefined;
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function itemsOf(value: unknown[], style: PrintStyle, indent: number, depth: number): string[] {
  const { maxItems = value.length, isJson } = style;
  const shown = value.slice(0, maxItems);
  const items = shown.map((item, index) => {
    const comma = isJson && index === value.length - 1 ? "" : ",";
    return print(item, style, { indent: indent + 2, depth, used: indent + 3 }) + comma;
  });
  return [...items, ...moreOf(value.length - shown.length, "item")];
}

function fieldsOf(value: object, style: PrintStyle, indent: number, depth: number): string[] {
  const all = Object.entries(value);
  const { maxFields = [], isJson } = style;
  const shown = all.slice(0, maxFields.length === 0 ? all.length : (maxFields[depth] ?? 0));
  const fields = shown.map(([name, field], index) => {
    const comma = isJson && index === all.length - 1 ? "" : ",";
    const start = `${nameOf(name, style)}: `;
    const used = indent + 3 + start.length;
    return `${start}${print(field, style, { indent: indent + 2, depth: depth + 1, used })}${comma}`;
  });
  return [...fields, ...moreOf(all.length - shown.length, "field")];
}

function moreOf(count: number, what: string): string[] {
  return count === 0 ? [] : [`// … ${count} more ${what}${count === 1 ? "" : "s"}`];
}

function nameOf(name: string, { isJson }: PrintStyle): string {
  return !isJson && /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
