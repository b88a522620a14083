import type { Driver, SqlRow, SqlValue } from "./driver.ts";

/** What is used of the module `node:sqlite`. */
export interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
  ) => {
    prepare(sql: string): {
      run(...values: SqlValue[]): { readonly changes: number | bigint };
      all(...values: SqlValue[]): SqlRow[];
    };
    close(): void;
  };
}

/**
 * The module `node:sqlite`, where the runtime has it without a flag. Node 22 prints an `ExperimentalWarning` when it
 * is loaded.
 */
export function loadNodeSqlite(): NodeSqlite | undefined {
  // An import would fail in bundlers that do not have the module in their lists.
  return process.getBuiltinModule?.("node:sqlite") as NodeSqlite | undefined;
}

/** Opens a file with `node:sqlite`. */
export function openNodeSqlite({ DatabaseSync }: NodeSqlite, path: string): Driver {
  const database = new DatabaseSync(path);
  return {
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        run: (values) => Number(statement.run(...values).changes),
        all: (values) => statement.all(...values),
      };
    },
    close: () => database.close(),
  };
}
