import type { Intercom } from "@interkit/client/2.16";
import { CliError } from "../errors/cli-error.ts";
import { type Column, type ColumnType, columnsOf, type RowKind } from "./columns.ts";

/** The models that have attributes of their own, by the kind of row. */
const models: { readonly [kind in RowKind]?: "contact" | "company" } = {
  contacts: "contact",
  companies: "company",
};

const prefixes: Readonly<Record<RowKind, string>> = {
  contacts: "custom_attributes.",
  companies: "custom_attributes.",
  tickets: "ticket_attributes.",
  conversations: "custom_attributes.",
  parts: "conversation.custom_attributes.",
};

/**
 * The columns that `--columns` names, in its order: those of the kind of row, and attributes such as
 * `custom_attributes.plan`, whose types are those in Intercom.
 *
 * @throws {CliError} for a column that does not exist. Nothing is sent before that for a name without an attribute.
 */
export function chooseColumns(kind: RowKind, names: readonly string[] | undefined): Column[] {
  const known = columnsOf[kind];
  if (names === undefined) return [...known];
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new CliError(`--columns has "${repeated}" twice; name each once`);
  return names.map((name) => {
    const column = known.find((one) => one.name === name);
    if (column !== undefined) return column;
    const prefix = prefixes[kind];
    if (name.startsWith(prefix) && name.length > prefix.length) {
      return { name, type: "text", path: name };
    }
    const available = known.map((one) => one.name).join(", ");
    throw new CliError(
      `there is no column "${name}" of ${kind}; --columns takes ${available}, and ${prefix}NAME`,
    );
  });
}

/**
 * Gives columns of attributes the types that Intercom has for them.
 *
 * @throws {CliError} for an attribute that is not defined: its column would be empty.
 */
export async function withAttributeTypes(
  kind: RowKind,
  columns: readonly Column[],
  { dataAttributes }: Pick<Intercom, "dataAttributes">,
  signal: AbortSignal,
): Promise<Column[]> {
  const model = models[kind];
  const prefix = prefixes[kind];
  if (model === undefined || !columns.some(({ path }) => path.startsWith(prefix))) {
    return [...columns];
  }
  const types = new Map<string, ColumnType>();
  const defined = dataAttributes.list({ model, include_archived: true }, { signal });
  for await (const { name, data_type, custom } of defined) {
    if (custom) types.set(name, columnTypes[data_type] ?? "text");
  }
  return columns.map((column) => {
    if (!column.path.startsWith(prefix)) return column;
    const type = types.get(column.path.slice(prefix.length));
    if (type !== undefined) return { ...column, type };
    const available = [...types.keys()].map((name) => prefix + name).join(", ") || "none";
    throw new CliError(`there is no column "${column.name}" of ${kind}; attributes: ${available}`);
  });
}

const columnTypes: { readonly [dataType: string]: ColumnType } = {
  ...{ string: "text", integer: "integer", float: "number", boolean: "boolean", date: "time" },
};
