import { suggestion } from "../arguments/closest.ts";
import { splitPath, valueAt } from "../arguments/nested.ts";
import type { Operation, Schema } from "../catalog/operation.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Column } from "../terminal/table.ts";
import { membersOf } from "./fields.ts";

type Schemas = Readonly<Record<string, Schema>>;

/** What a table shows where no columns are given: the first of these fields that an object has. */
const preferred = [
  "id",
  "ticket_id",
  "name",
  "title",
  "label",
  "event_name",
  "email",
  "role",
  "company_id",
  "external_id",
  "state",
  "status",
  "category",
  "data_type",
  "priority",
  "description",
  "url",
  "created_at",
  "updated_at",
];

const maxColumns = 6;

/**
 * The columns of a table of an operation's objects.
 *
 * @param names Paths such as `custom_attributes.plan`, between commas; a few usual fields when left out.
 * @throws {CliError} for a field that the objects do not have.
 */
export function columnsOf(
  operation: Operation,
  schemas: Schemas,
  names?: string,
): Column<unknown>[] {
  const { properties } = membersOf(operation.result ?? {}, schemas);
  const known = Object.keys(properties);
  const chosen = names === undefined ? usualColumns(known) : splitNames(names);
  return chosen.map((name) => {
    const path = splitPath(name);
    const [first = ""] = path;
    if (known.length > 0 && !known.includes(first)) refuse(first, known);
    return { title: name, value: (row) => cellOf(name, valueAt(row, path)) };
  });
}

function usualColumns(known: readonly string[]): string[] {
  const usual = preferred.filter((name) => known.includes(name));
  const times = usual.filter((name) => name.endsWith("_at")).slice(-1);
  const others = usual.filter((name) => !name.endsWith("_at")).slice(0, maxColumns - 1);
  const found = [...others, ...times];
  return found.length > 0 ? found : known.slice(0, maxColumns);
}

function splitNames(names: string): string[] {
  const split = names.split(",").map((name) => name.trim());
  if (!split.includes("")) return split;
  throw new CliError(`--columns needs names between commas, such as id,email, and got "${names}"`);
}

function refuse(name: string, known: readonly string[]): never {
  const meant = suggestion(name, known);
  const fix = meant === "" ? `; its fields are ${known.join(", ")}` : meant;
  throw new CliError(`--columns: the objects have no field "${name}"${fix}`);
}

/** A value as a cell: times in the local time zone, and objects as JSON on one line. */
export function cellOf(name: string, value: unknown): string | number | boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value !== "number") return JSON.stringify(value);
  if (/_at$/.test(name) && isUnixTime(value)) return localTime(value);
  // Ids have no thousands separators.
  return /count$/.test(name) ? value : String(value);
}

/** Times of Intercom are from the years 2001 to 2286. */
function isUnixTime(value: number): boolean {
  return Number.isInteger(value) && value >= 1e9 && value < 1e10;
}

/** A time of the time zone of this machine, in the form of ISO 8601: `2026-11-28T12:00:00+01:00`. */
function localTime(unixSeconds: number): string {
  const time = new Date(unixSeconds * 1000);
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, 19);
  if (offset === 0) return `${local}Z`;
  const two = (number: number): string => String(Math.floor(number)).padStart(2, "0");
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}
