import { type CsvRow, fromCsv } from "@interkit/jobs";

/** The rows of a CSV file. */
export async function readCsv(path: string): Promise<CsvRow<string>[]> {
  const context = {
    mark: undefined,
    signal: new AbortController().signal,
    notice: () => undefined,
  };
  const rows: CsvRow<string>[] = [];
  for await (const { items } of fromCsv(path).read(context)) rows.push(...items);
  return rows;
}
