import { existsSync } from "node:fs";
import path from "node:path";
import { fromCsv, fromJsonLines, type Source } from "@interkit/jobs";
import type { RowOptions } from "@interkit/jobs/sync";
import { resolvePath } from "../arguments/path.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";

/** The options of a file of rows. */
export interface RowFlags {
  readonly format?: "csv" | "jsonl";
  readonly delimiter?: string;
  /** Such as `Mail=email`. */
  readonly map?: readonly string[];
  readonly ignore?: readonly string[];
  readonly empty?: "omit" | "clear";
}

/** The options of rows of contacts. */
export interface ContactRowFlags extends RowFlags {
  readonly matchBy?: "external_id" | "email";
  readonly role?: "user" | "lead";
}

/**
 * The rows of a file.
 *
 * @throws {CliError} for a file that does not exist, or whose extension names no format.
 */
export function rowsIn(
  { terminal: { cwd } }: Cli,
  file: string,
  { format, delimiter }: RowFlags,
): Source<object> {
  const resolved = resolvePath(cwd, "the file", file);
  if (!existsSync(resolved)) throw new CliError(`${file} does not exist; give the path of a file`);
  const kind = format ?? path.extname(file).slice(1).toLowerCase();
  if (kind === "csv") return fromCsv(resolved, delimiter === undefined ? {} : { delimiter });
  if (kind === "jsonl" || kind === "ndjson") return fromJsonLines<object>(resolved);
  throw new CliError(`the extension of ${file} names no format; add --format csv or jsonl`);
}

/**
 * The options of a collection of rows.
 *
 * @throws {CliError} for `--map` without a name on both sides.
 */
export function rowOptions({ map = [], ignore = [], empty }: RowFlags): RowOptions {
  const named = map.map((text) => {
    const at = text.indexOf("=");
    if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)] as const;
    throw new CliError(`--map ${text} has no names on both sides; give it as --map Mail=email`);
  });
  const ignored = ignore.map((column) => [column, false] as const);
  return { map: Object.fromEntries([...named, ...ignored]), empty };
}
