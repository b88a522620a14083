import { existsSync } from "node:fs";
import { resolvePath } from "../arguments/path.ts";
import { parseTime } from "../arguments/time.ts";
import { CliError } from "../errors/cli-error.ts";
import { chooseColumns } from "./choose-columns.ts";
import type { Column, RowKind } from "./columns.ts";
import {
  checkIsNew,
  checkIsNoFolder,
  type Format,
  formatOf,
  type OutputFile,
  unfinishedOf,
} from "./format.ts";
import type { ExportKind } from "./kinds.ts";
import type { Window, WindowTime } from "./window.ts";

/** The options of `interkit export`, as they were given. */
export interface ExportFlags {
  readonly to: string;
  readonly format?: Format;
  readonly columns?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly by: WindowTime;
  /** Of conversations alone: whether each is read for its parts. */
  readonly parts?: boolean;
  readonly force?: boolean;
  readonly restart?: boolean;
  readonly state?: string;
}

/** What an export does, once its options are checked. */
export interface ExportPlan extends OutputFile {
  readonly kind: ExportKind;
  readonly rows: RowKind;
  readonly columns: readonly Column[];
  readonly window: Window;
  /** The options that an export cannot be continued without, as they were given. */
  readonly request: string;
  readonly isRestarted: boolean;
}

/**
 * Checks the options of an export. Nothing is sent and nothing is written.
 *
 * @throws {CliError} for the first one that is wrong.
 */
export function planExport(kind: ExportKind, flags: ExportFlags, cwd: string): ExportPlan {
  const { to, since, until, by, parts = false, force = false, restart = false } = flags;
  const file = resolvePath(cwd, "--to", to);
  checkIsNoFolder(file, to);
  const format = formatOf(to, flags.format);
  const rows = parts ? "parts" : kind;
  if (format === "jsonl" && flags.columns !== undefined) {
    throw new CliError("--columns is for csv and parquet; jsonl has whole objects");
  }
  const columns = chooseColumns(rows, flags.columns);
  const window = windowOf(since, until, by);
  if (!force && !existsSync(unfinishedOf(file, format))) checkIsNew(file, to);
  return {
    ...{ kind, rows, file, name: to, format, columns, window },
    request: requestOf(kind, flags, format),
    isForced: force,
    // A scroll of companies cannot be continued.
    isRestarted: restart || kind === "companies",
  };
}

function windowOf(since: string | undefined, until: string | undefined, by: WindowTime): Window {
  const window = {
    by,
    since: since === undefined ? null : secondsOf("--since", since),
    until: until === undefined ? null : secondsOf("--until", until),
  };
  if (window.since !== null && window.until !== null && window.since >= window.until) {
    throw new CliError(`--since ${since} is not before --until ${until}; exchange them`);
  }
  return window;
}

const secondsOf = (option: string, text: string): number =>
  Math.floor(parseTime(option, text).getTime() / 1000);

function requestOf(kind: ExportKind, flags: ExportFlags, format: Format): string {
  const { since, until, by, columns, parts } = flags;
  return [
    `interkit export ${kind} --format ${format}`,
    since === undefined ? "" : `--since ${since}`,
    until === undefined ? "" : `--until ${until}`,
    since === undefined && until === undefined ? "" : `--by ${by}`,
    columns === undefined ? "" : `--columns ${columns.join(",")}`,
    parts === false ? "--no-parts" : "",
  ]
    .filter((option) => option !== "")
    .join(" ");
}
