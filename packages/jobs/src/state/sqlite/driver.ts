/** What SQLite stores. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** A row of a result, by the names of its columns. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A connection to one file, as an engine of SQLite offers it. Every method may throw an error of the engine. */
export interface Driver {
  prepare(sql: string): DriverStatement;
  close(): void;
}

/** A prepared statement. It gets as many values as its text has question marks. */
export interface DriverStatement {
  /** Executes the statement, and returns how many rows it changed. */
  run(values: readonly SqlValue[]): number;
  /** Executes the statement, and returns its rows. */
  all(values: readonly SqlValue[]): SqlRow[];
}
