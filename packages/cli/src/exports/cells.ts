import type { Column, ColumnType } from "./columns.ts";

/** The value of a cell before it is written. A time is a `Date`. */
export type Cell = string | number | boolean | Date | object | null;

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, Cell>>;

/** The row of a record, such as a contact. */
export function rowOf(columns: readonly Column[], record: unknown): Row {
  return Object.fromEntries(columns.map((column) => [column.name, cellOf(column, record)]));
}

function cellOf({ type, path }: Column, record: unknown): Cell {
  const value = valueAt(record, path.split("."));
  if (value === null || value === undefined) return null;
  return convert[type](value);
}

/** Intercom's ids are text or numbers, depending on the endpoint: a column has one type. */
const convert: Readonly<Record<ColumnType, (value: NonNullable<unknown>) => Cell>> = {
  text: (value) => (typeof value === "object" ? JSON.stringify(value) : String(value)),
  integer: (value) => (Number.isSafeInteger(value) ? Number(value) : null),
  number: (value) => (Number.isFinite(value) ? Number(value) : null),
  boolean: (value) => (typeof value === "boolean" ? value : null),
  time: (value) => toDate(value),
  json: (value) => value as object,
};

function toDate(value: unknown): Date | null {
  const date = new Date(typeof value === "number" ? value * 1000 : String(value));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** `tags[]` takes the list that `tags` is, and what follows of each of its items. */
function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  const isList = name.endsWith("[]");
  const child = (value as Readonly<Record<string, unknown>>)[isList ? name.slice(0, -2) : name];
  if (!isList) return valueAt(child, rest);
  return Array.isArray(child) ? child.map((item) => valueAt(item, rest)) : undefined;
}
