import { ConfigError } from "@interkit/client";
import { type Json, toJson } from "../common/json.ts";
import { checkOneOf } from "../options/check.ts";
import type { Fields } from "./collection.ts";
import { nearestName } from "./nearest-name.ts";

/** Options for the columns of rows. */
export interface RowOptions {
  /**
   * What a column is called at Intercom, such as `{ Mail: "email", Plan: "custom_attributes.plan" }`; false for a
   * column that is not sent.
   */
  readonly map?: Readonly<Record<string, string | false>> | undefined;
  /**
   * What an empty text means: `"omit"`, the default, sends nothing, so that Intercom keeps what it has; `"clear"`
   * sends null, which clears the field.
   */
  readonly empty?: "omit" | "clear" | undefined;
}

/** What the rows of a collection are, for messages and for the names of their fields. */
export interface RowKind {
  /** The function that makes the collection, such as `"contacts"`. */
  readonly of: string;
  /** What one row is, such as `"contact"`. */
  readonly one: string;
  /** The fields that can be sent. */
  readonly fields: readonly string[];
  /** Fields that are never sent, with the reason. */
  readonly refused: Readonly<Record<string, string>>;
  /** The fields that Intercom does not clear. Their empty texts are left out. */
  readonly kept: readonly string[];
}

const attributes = "custom_attributes";
const prefix = `${attributes}.`;

/** Reads rows: flat ones, as of a CSV file, and those that have `custom_attributes` as an object. */
export class RowReader {
  readonly #kind: RowKind;
  readonly #map: Readonly<Record<string, string | false>>;
  readonly #empty: "omit" | "clear";
  /** The columns that can be sent or are left out. */
  readonly #checked = new Set<string>();

  /** @throws {ConfigError} for wrong options, and for a name of `map` that cannot be sent. */
  constructor(kind: RowKind, { map = {}, empty = "omit" }: RowOptions) {
    checkOneOf(kind.of, "empty", empty, ["omit", "clear"]);
    if (typeof map !== "object" || map === null || Array.isArray(map)) {
      throw new ConfigError(`${kind.of}: "map" must be an object, such as { Mail: "email" }`);
    }
    this.#kind = kind;
    this.#map = map;
    this.#empty = empty;
    this.#check(Object.keys(map));
  }

  /** @throws {ConfigError} for a column that no field has, and for a value that cannot be sent. */
  read(row: object): Fields {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw new ConfigError(
        `${this.#kind.of}: a row must be an object with the fields of a ${this.#kind.one}`,
      );
    }
    this.#check(Object.keys(row));
    const values = new Map<string, Json>();
    for (const [column, value] of Object.entries(row)) this.#add(values, column, value);
    const entries = [...values];
    const own = entries.flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    );
    const fields = Object.fromEntries(entries.filter(([name]) => !name.startsWith(prefix)));
    // An attribute may have a name such as __proto__, which an assignment would lose.
    return own.length === 0 ? fields : { ...fields, [attributes]: Object.fromEntries(own) };
  }

  #add(values: Map<string, Json>, column: string, value: unknown): void {
    const name = this.#nameOf(column);
    if (name === false || value === undefined) return;
    if (name === attributes) {
      for (const [attribute, inner] of Object.entries(this.#attributesIn(value))) {
        this.#add(values, `${prefix}${attribute}`, inner);
      }
      return;
    }
    const sent = this.#valueOf(name, column, value);
    if (sent === undefined) return;
    if (values.has(name)) {
      throw new ConfigError(
        `${this.#kind.of}: two columns of a row are sent as "${name}"; leave one of them out with map: { ${quoted(column)}: false }`,
      );
    }
    values.set(name, sent);
  }

  #attributesIn(value: unknown): object {
    if (value === null) return {};
    if (typeof value === "object" && !Array.isArray(value)) return value;
    throw new ConfigError(
      `${this.#kind.of}: "${attributes}" must be an object; in flat rows, each attribute has a column of its own, such as "${prefix}plan"`,
    );
  }

  #valueOf(name: string, column: string, value: unknown): Json | undefined {
    const isEmpty = value === null || (typeof value === "string" && value.trim() === "");
    if (!isEmpty) return plainValue(`${this.#kind.of}: the column "${column}"`, value);
    const isCleared = value === null || this.#empty === "clear";
    return isCleared && !this.#kind.kept.includes(name) ? null : undefined;
  }

  #nameOf(column: string): string | false {
    return Object.hasOwn(this.#map, column) ? (this.#map[column] ?? column) : column;
  }

  /** All columns that cannot be sent are named at once. Those of earlier rows are not looked at again. */
  #check(columns: readonly string[]): void {
    const added = columns.filter((column) => !this.#checked.has(column));
    if (added.length === 0) return;
    const mistakes = added.flatMap((column) => this.#mistakeOf(column, columns) ?? []);
    const { of } = this.#kind;
    const absent = Object.keys(this.#map).filter((column) => !columns.includes(column));
    const ofMap = absent.length === 0 ? "" : `no column ${absent.map(quoted).join(", ")} of map`;
    if (mistakes.length === 1) {
      throw new ConfigError(`${of}: ${mistakes[0]}${ofMap && `. The row has ${ofMap}`}`);
    }
    if (mistakes.length > 1) {
      throw new ConfigError(
        `${of}: ${mistakes.length} columns cannot be sent${ofMap && `, and the row has ${ofMap}`}\n- ${mistakes.join("\n- ")}`,
      );
    }
    for (const column of added) this.#checked.add(column);
  }

  #mistakeOf(column: string, columns: readonly string[]): string | undefined {
    const { one, fields, refused } = this.#kind;
    const name = this.#nameOf(column);
    if (name === false || name === attributes || fields.includes(name)) return undefined;
    if (typeof name === "string" && name.startsWith(prefix) && name !== prefix) return undefined;
    const leaveOut = `map: { ${quoted(column)}: false }`;
    const reason = Object.hasOwn(refused, name) ? refused[name] : undefined;
    if (reason !== undefined) {
      return `the column "${column}" cannot be sent: ${reason}. Leave it out with ${leaveOut}`;
    }
    const [separator] = columns.length === 1 ? (/[;\t|]/.exec(column) ?? []) : [];
    if (separator !== undefined) {
      return `the rows have one column, "${column}"; where ${quoted(separator)} separates the fields of a file, give fromCsv the option delimiter: ${quoted(separator)}`;
    }
    const nearest = nearestName(String(name), fields);
    const rename = nearest ?? `${prefix}${name}`;
    const hint = nearest === undefined ? "." : `; did you mean "${nearest}"?`;
    return `a ${one} has no field "${name}" that can be sent${hint} Rename the column with map: { ${quoted(column)}: ${quoted(rename)} }, or leave it out with ${leaveOut}. Attributes of your own are called "${prefix}${name}"`;
  }
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/**
 * A value as JSON. Numbers that JSON does not have would become null, which clears a field.
 *
 * @throws {ConfigError} for a value that JSON does not have.
 */
function plainValue(what: string, value: unknown): Json {
  const isInvalid =
    (typeof value === "number" && !Number.isFinite(value)) ||
    (value instanceof Date && Number.isNaN(value.getTime())) ||
    typeof value === "function" ||
    typeof value === "symbol";
  if (!isInvalid) return toJson(what, value);
  throw new ConfigError(
    `${what} has a value that cannot be sent, such as NaN or an invalid Date; use null for no value`,
  );
}
