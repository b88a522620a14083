import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { type Output, toCsv, toJsonLines } from "@interkit/jobs";
import { CliError } from "../errors/cli-error.ts";
import type { Column } from "./columns.ts";
import { toParquet } from "./parquet.ts";

/** The formats of exports, by the extension of their file. */
export const formats = ["csv", "jsonl", "parquet"] as const;

export type Format = (typeof formats)[number];

/** The file of an export. */
export interface OutputFile {
  readonly file: string;
  /** The file as it was given, for messages. */
  readonly name: string;
  readonly format: Format;
  /** Whether a file that is there is replaced. */
  readonly isForced: boolean;
}

/**
 * The format that `--format` names, or else the extension of the file.
 *
 * @throws {CliError} for another extension without `--format`.
 */
export function formatOf(file: string, chosen: Format | undefined): Format {
  if (chosen !== undefined) return chosen;
  const extension = path.extname(file).slice(1).toLowerCase();
  const format = formats.find((one) => one === extension);
  if (format !== undefined) return format;
  throw new CliError(
    `the extension of ${file} names no format; end it with ${formats.map((one) => `.${one}`).join(", ")}, or add --format`,
  );
}

/**
 * The output of an export. A file that is there is not replaced without `isForced`, also one that another process has
 * written while this one waited.
 */
export function outputOf(
  { file, name, format, isForced }: OutputFile,
  columns: readonly Column[],
): Output<never> {
  const output = openOutput(file, format, columns);
  return {
    name: output.name,
    begin: (position) => {
      if (position === undefined && !isForced) checkIsNew(file, name);
      return output.begin(position);
    },
  };
}

/** The file that an export which can be continued has. */
export function unfinishedOf(file: string, format: Format): string {
  return format === "parquet" ? `${file}.rows.part` : `${file}.part`;
}

/** @throws {CliError} for a folder, which `--force` cannot replace either. */
export function checkIsNoFolder(file: string, name: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw new CliError(`${name} is a folder; give the path of a file in it`);
}

/** @throws {CliError} for a file that is there. */
export function checkIsNew(file: string, name: string): void {
  if (existsSync(file)) throw new CliError(`${name} exists; --force replaces it`);
}

function openOutput(file: string, format: Format, columns: readonly Column[]): Output<never> {
  if (format === "jsonl") return toJsonLines(file);
  if (format === "parquet") return toParquet(file, columns);
  return toCsv(
    file,
    columns.map(({ name }) => name),
  );
}
