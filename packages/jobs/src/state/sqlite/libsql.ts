import type { Driver, SqlRow, SqlValue } from "./driver.ts";

/** What is used of the package `libsql`. */
type Libsql = new (
  path: string,
) => {
  prepare(sql: string): {
    // Always one array: an only value that is an object would be taken for named parameters.
    run(values: readonly SqlValue[]): { readonly changes: number };
    all(values: readonly SqlValue[]): Record<string, SqlValue | ArrayBuffer>[];
  };
  close(): void;
};

/** Loads the package `libsql`, whose native part is as large as all the rest. */
export async function loadLibsql(): Promise<Libsql> {
  const { default: database } = await import("libsql");
  return database as unknown as Libsql;
}

/** Opens a file with `libsql`. */
export function openLibsql(Database: Libsql, path: string): Driver {
  const database = new Database(path);
  return {
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        run: (values) => statement.run(values.map(toParameter)).changes,
        // `get` would add a column of its own to the row.
        all: (values) => statement.all(values.map(toParameter)).map(toRow),
      };
    },
    close: () => database.close(),
  };
}

/** Other typed arrays than a `Buffer` abort the process. */
function toParameter(value: SqlValue): SqlValue {
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}

function toRow(row: Readonly<Record<string, SqlValue | ArrayBuffer>>): SqlRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof ArrayBuffer ? new Uint8Array(value) : value,
    ]),
  );
}
