import { checkNumbers, convertText, jsonOrText, parseJson } from "../arguments/convert.ts";
import { parseAssignment, withValueAt } from "../arguments/nested.ts";
import type { TextSource } from "../arguments/text-source.ts";
import { parseQuery, parseSort } from "../arguments/where.ts";
import type { Operation } from "../catalog/operation.ts";
import { CliError } from "../errors/cli-error.ts";
import type { OperationInput } from "./call.ts";
import { type Field, kebabCase } from "./fields.ts";

/** The options of an operation's command, as they were given. */
export interface OperationFlags {
  /** The texts of each option that stands for a field, by the name of the field. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly data?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly where?: readonly string[] | undefined;
  readonly any?: boolean | undefined;
  readonly sort?: string | undefined;
}

type Values = Record<string, unknown>;

/**
 * The arguments of an operation, from those of its command. `--data` is the whole body; options come over it, and
 * `--set` over both.
 *
 * @param path The path parameters.
 * @throws {CliError} for a value that its option does not take, and for one that is missing.
 */
export async function readInput(
  operation: Operation,
  fields: readonly Field[],
  path: readonly string[],
  flags: OperationFlags,
  source: TextSource,
): Promise<OperationInput> {
  const query: Values = {};
  let body = await readData(operation, flags, source);
  const isWhole = body !== undefined;
  for (const field of fields) {
    const texts = flags.fields.get(field.name) ?? [];
    if (texts.length === 0) continue;
    const value = await readField(field, texts, source);
    if (field.place === "query") query[field.name] = value;
    else body = { ...body, [field.name]: value };
  }
  for (const text of flags.set ?? []) body = await assign(body ?? {}, text, fields, source);
  if (operation.search !== undefined) body = withSearch(body ?? {}, operation.search, flags);
  selectOne(operation, query);
  refuseMissing(fields, { ...body, ...query }, isWhole);
  if (body === undefined && operation.body?.required === true) body = {};
  return { path, query: Object.keys(query).length > 0 ? query : undefined, body };
}

async function readData(
  operation: Operation,
  { data }: OperationFlags,
  source: TextSource,
): Promise<Values | undefined> {
  if (data === undefined) return undefined;
  const text = data === "-" ? await source.readStdin("--data") : await source.read("--data", data);
  const value = parseJson("--data", text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Values;
  const name = operation.id.split(".").map(kebabCase).join(" ");
  throw new CliError(
    `--data needs an object as JSON, such as '{"name":"Ada"}'; see interkit ${name} --help`,
  );
}

async function readField(
  { name, place, type }: Field,
  texts: readonly string[],
  source: TextSource,
): Promise<unknown> {
  const option = `--${kebabCase(name)}`;
  const last = texts.at(-1) ?? "";
  if (type.kind === "file") return source.file(option, last);
  const isText = ({ kind }: { kind: string }) => kind === "text" || kind === "json";
  if (type.kind !== "list") {
    return convertText(option, isText(type) ? await source.read(option, last) : last, type);
  }
  // Text of a body can have commas in it.
  const { items } = type;
  const isSplit = items.kind !== "text" || place === "query";
  const values: unknown[] = [];
  for (const text of isSplit ? texts.flatMap((given) => given.split(",")) : texts) {
    values.push(convertText(option, isText(items) ? await source.read(option, text) : text, items));
  }
  return values;
}

/** The value is JSON where it is JSON, except that a number for a property that is text stays text. */
async function assign(
  body: Values,
  given: string,
  fields: readonly Field[],
  source: TextSource,
): Promise<Values> {
  const { path, text } = parseAssignment("--set", given);
  const option = `--set ${path.join(".")}`;
  const value = await source.read(option, text);
  const field = fields.find(({ name, place }) => place === "body" && name === path[0]);
  const parsed = jsonOrText(value);
  const isText = path.length === 1 && field?.type.kind === "text";
  const keeps = isText && typeof parsed !== "string" && parsed !== null;
  if (!keeps && typeof parsed !== "string") checkNumbers(option, value);
  return withValueAt(body, path, keeps ? value : parsed, option);
}

function withSearch(
  body: Values,
  rules: NonNullable<Operation["search"]>,
  { where = [], any = false, sort }: OperationFlags,
): Values {
  const query = where.length > 0 ? parseQuery(where, any ? "OR" : "AND", rules) : body["query"];
  if (query === undefined) {
    throw new CliError("a search needs --where, such as --where 'created_at > 30d', or --data");
  }
  return { ...body, query, ...(sort === undefined ? {} : { sort: parseSort(sort, rules) }) };
}

/** A single parameter that selects one object has one value: the operation would be another one without it. */
function selectOne({ selectedBy }: Operation, query: Values): void {
  const [only = "", ...others] = selectedBy;
  if (selectedBy.length === 0 || selectedBy.some((name) => query[name] !== undefined)) return;
  if (others.length === 0) {
    query[only] = true;
    return;
  }
  throw new CliError(`give ${selectedBy.map((name) => `--${kebabCase(name)}`).join(" or ")}`);
}

/** A body that was given as a whole is sent as it is. */
function refuseMissing(fields: readonly Field[], given: Values, isWhole: boolean): void {
  const missing = fields.filter(
    ({ name, place, isRequired }) =>
      isRequired && given[name] === undefined && !(isWhole && place === "body"),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => `--${kebabCase(name)}`).join(" and ");
  const isBody = missing.every(({ place }) => place === "body");
  const fix = isBody ? ", or the whole body with --data" : "";
  throw new CliError(`the operation needs ${names}; give what is missing${fix}`);
}
