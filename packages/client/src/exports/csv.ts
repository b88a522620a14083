import { ConfigError } from "@interkit/core";
import { feed, type NodeSink } from "../archives/feed.ts";
import { type ReadChunk, UnreadableError } from "../archives/read-chunk.ts";

/** A row, by column. All values are text; one that is missing is the empty text. */
export type TextRow = Record<string, string>;

/** Names the columns of a file, given its header. */
export type NameColumns = (header: readonly string[]) => string[];

/** Parses the chunks of a file. */
export type ParseRows = (read: ReadChunk, nameColumns: NameColumns) => AsyncGenerator<TextRow>;

/** @throws {ConfigError} when csv-parse is not installed. */
export async function loadCsvParser(): Promise<ParseRows> {
  try {
    const { CsvError, parse } = await import("csv-parse");
    const toError = (error: unknown) =>
      error instanceof CsvError ? new UnreadableError(describe(error)) : error;
    return (read, nameColumns) => {
      const columns = (header: string[]) => checkHeader(nameColumns(header));
      return rowsOf(parse({ bom: true, skip_empty_lines: true, columns }), read, toError);
    };
  } catch (cause) {
    throw new ConfigError(
      "Rows are parsed with csv-parse, which cannot be loaded; install it: npm install csv-parse",
      { cause },
    );
  }
}

/** What is used of csv-parse's parser. */
interface Parser extends NodeSink, AsyncIterable<TextRow> {}

async function* rowsOf(
  parser: Parser,
  read: ReadChunk,
  toError: (error: unknown) => unknown,
): AsyncGenerator<TextRow> {
  feed(parser, read);
  try {
    for await (const row of parser) yield row;
  } catch (error) {
    throw toError(error);
  } finally {
    parser.destroy();
  }
}

function checkHeader(header: string[]): string[] {
  const repeated = header.find((name, index) => header.indexOf(name) !== index);
  if (repeated === undefined) return header;
  throw new UnreadableError(`its header has the column "${repeated}" more than once`);
}

/** The message and the other properties of an error of csv-parse may quote the file. */
function describe({ code, lines }: { readonly code: string; readonly lines?: unknown }): string {
  const place = typeof lines === "number" ? ` at line ${lines}` : "";
  return `its CSV is cut off or damaged${place} (${code})`;
}
