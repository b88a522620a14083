import { ConfigError } from "@interkit/client";
import { inexactNumber } from "../common/inexact-number.ts";
import type { Json } from "../common/json.ts";
import { checkNames, checkWhole } from "../options/check.ts";
import { countedRows } from "./counted-rows.ts";
import { checkPath, type FileOptions, fileError, textOf } from "./read-file.ts";
import type { Batch, Source, SourceContext } from "./source.ts";

/**
 * The values of a file that has one of them as JSON on each line, in UTF-8, such as `toJsonLines` writes. A run that
 * continues reads the lines that are done again, without working at them, and refuses a file whose lines have changed.
 *
 * @typeParam Row what a line has; the file is not checked for it.
 * @param path from the current folder on.
 * @throws {ConfigError} for wrong options. The run throws it for a file that does not exist, and for a line that is no
 * JSON, or has a number of more digits than JavaScript keeps, which ends the run at the batch before.
 * @see https://jsonlines.org
 *
 * @example
 * ```ts
 * import { fromJsonLines } from "@interkit/jobs";
 *
 * const people = fromJsonLines<{ id: string; email: string }>("people.jsonl");
 * console.log(people.name);
 * ```
 */
export function fromJsonLines<Row = Json>(path: string, options: FileOptions = {}): Source<Row> {
  checkPath("fromJsonLines", path);
  checkNames("fromJsonLines", options, ["batchSize"]);
  const { batchSize = 100 } = options;
  checkWhole("fromJsonLines", { batchSize });
  return {
    name: path,
    afterwards: "restart",
    read: (context) => batchesOf<Row>(path, batchSize, context),
  };
}

async function* batchesOf<Row>(
  path: string,
  batchSize: number,
  { mark }: SourceContext,
): AsyncGenerator<Batch<Row>> {
  try {
    yield* countedRows(path, rowsOf<Row>(path), batchSize, mark);
  } catch (error) {
    throw fileError(path, error);
  }
}

async function* rowsOf<Row>(path: string): AsyncGenerator<Row> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (line.trim() === "") continue;
    yield parseLine(path, number, line) as Row;
  }
}

function parseLine(path: string, number: number, line: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new ConfigError(`${path}: line ${number} is not JSON`, { cause });
  }
  const inexact = inexactNumber(line);
  if (inexact === undefined) return value;
  throw new ConfigError(
    `${path}: line ${number} has the number ${inexact}, which would become ${Number(inexact)}; write it as text, in double quotes`,
  );
}

async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const text of textOf(path)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}
