import { messageOf } from "../../common/message-of.ts";
import type { Driver, DriverStatement, SqlRow, SqlValue } from "./driver.ts";

/** The result codes of SQLite that have a meaning of their own for a caller. */
export const resultCodes = { busy: 5, readOnly: 8, corrupt: 11, cannotOpen: 14, notDatabase: 26 };

/** SQLite refused a statement, or could not open the file. */
export class SqliteError extends Error {
  /** The primary result code of SQLite; 0 where the engine does not have it. */
  readonly code: number;

  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
    this.name = "SqliteError";
    this.code = resultCodeOf(cause);
  }
}

/**
 * A connection to one file of SQLite: the same with each engine, and strict about values. The engines differ in what
 * they do with other values: one of them aborts the process.
 */
export class Database {
  readonly #driver: Driver;
  readonly #statements = new Map<string, DriverStatement>();

  /** @throws {SqliteError} when the file cannot be opened. */
  constructor(open: () => Driver) {
    this.#driver = convertErrors(open);
  }

  /** Executes a statement, and returns how many rows it changed. */
  run(sql: string, ...values: SqlValue[]): number {
    checkValues(sql, values);
    return convertErrors(() => this.#statement(sql).run(values));
  }

  /** Executes a query, and returns its rows. */
  all(sql: string, ...values: SqlValue[]): SqlRow[] {
    checkValues(sql, values);
    return convertErrors(() => this.#statement(sql).all(values));
  }

  /** Executes work in one transaction that writes: all of it is written, or nothing where the work throws. */
  transaction<T>(work: () => T): T {
    // A transaction that began as a reader could not become a writer while another process writes.
    this.run("begin immediate");
    try {
      const result = work();
      this.run("commit");
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** Closes the connection. What was written is in the file then, which can be copied without those beside it. */
  close(): void {
    try {
      // libsql leaves the log as it is.
      this.all("pragma wal_checkpoint(truncate)");
    } catch {
      // The log stays, and the next connection reads it.
    }
    this.#statements.clear();
    convertErrors(() => this.#driver.close());
  }

  #statement(sql: string): DriverStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#driver.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #rollBack(): void {
    try {
      this.run("rollback");
    } catch {
      // SQLite has rolled back already, as it does after errors of the disk.
    }
  }
}

/** @throws {TypeError} for values that an engine would change, or abort the process for. */
function checkValues(sql: string, values: readonly unknown[]): void {
  const expected = sql.split("?").length - 1;
  if (values.length !== expected) {
    throw new TypeError(`The statement has ${expected} parameters, not ${values.length}: ${sql}`);
  }
  const at = values.findIndex((value) => !isStorable(value));
  if (at >= 0) throw new TypeError(`Parameter ${at + 1} cannot be stored unchanged: ${sql}`);
}

function isStorable(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      // Text ends at a NUL, and UTF-8 has no lone surrogates.
      return !/\0|\p{Surrogate}/u.test(value);
    case "number":
      return Number.isFinite(value);
    case "bigint":
      return BigInt.asIntN(64, value) === value;
    default:
      return value === null || value instanceof Uint8Array;
  }
}

function convertErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new SqliteError(error);
  }
}

/** `node:sqlite` has the code in `errcode`, and libsql in `rawCode`, or at the end of its message about opening. */
function resultCodeOf(error: unknown): number {
  const {
    errcode,
    rawCode,
    message = "",
  } = error as Partial<Record<"errcode" | "rawCode", number>> & { message?: string };
  const code = errcode ?? rawCode ?? Number(/: (\d+)"?\)$/.exec(message)?.[1] ?? 0);
  // The upper bits say more about the same code.
  return code & 0xff;
}
