import { readFile } from "node:fs/promises";
import { parquetMetadata, parquetReadObjects } from "hyparquet";

/** The rows of a Parquet file, and the types of its columns. */
export async function readParquet(path: string) {
  const bytes = await readFile(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { schema, row_groups } = parquetMetadata(file);
  const types = Object.fromEntries(
    schema.slice(1).map(({ name, type, converted_type }) => [name, converted_type ?? type]),
  );
  return { rows: await parquetReadObjects({ file }), types, rowGroups: row_groups.length };
}
