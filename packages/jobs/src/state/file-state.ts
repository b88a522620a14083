import { resolve } from "node:path";
import { ConfigError } from "@interkit/client";
import { JobError, leaseLost } from "../common/job-error.ts";
import type { Database } from "./sqlite/database.ts";
import { SqliteError } from "./sqlite/database.ts";
import type { SqlRow } from "./sqlite/driver.ts";
import { engines, loadEngine, type SqliteEngine } from "./sqlite/engines.ts";
import { openStateFile } from "./state-file.ts";
import type {
  FailedItem,
  Lease,
  LeaseOwner,
  Progress,
  StateChange,
  StatePage,
  StateRecord,
  StateStore,
} from "./state-store.ts";
import { toBytes, toText } from "./text-bytes.ts";

/** How a state file is opened. */
export interface FileStateOptions {
  /**
   * Which SQLite is used: `"node:sqlite"` by default where the runtime has it (Node 22.13 and later; Node 22 prints an
   * `ExperimentalWarning`), else `"libsql"`. All programs on one file may use different ones, but not one process: give
   * it the same for each state of the file.
   */
  readonly engine?: SqliteEngine | undefined;
}

/**
 * Keeps the state of jobs in one file of SQLite, on a local disk. What was committed is there after a kill at any
 * moment. Several processes may use the file at once, and one file may keep several jobs. The file is opened with the
 * first use, and created where there is none; beside it, SQLite makes two more while it is open, `-wal` and `-shm`.
 *
 * @param path where the file is, from the current folder on.
 * @throws {ConfigError} for a path or an option that is wrong. The methods throw it when the file cannot be used, with
 * the path and the fix.
 * @see https://www.sqlite.org/wal.html
 *
 * @example
 * ```ts
 * import { fileState } from "@interkit/jobs";
 *
 * const state = fileState("jobs.db");
 * const failed = await state.failed("backfill-contacts", { limit: 100 });
 * for (const { key, reason } of failed) console.log(key, reason);
 * await state.close();
 * ```
 */
export function fileState(path: string, options: FileStateOptions = {}): StateStore {
  if (typeof path !== "string" || path === "" || path.includes("\0")) {
    throw new ConfigError('The state needs the path of a file, such as "jobs.db"');
  }
  const unknown = Object.keys(options).find((name) => name !== "engine");
  if (unknown !== undefined) {
    throw new ConfigError(`A state file has no option "${unknown}": it has "engine"`);
  }
  const { engine } = options;
  if (engine !== undefined && !engines.includes(engine)) {
    throw new ConfigError(
      `The engine of a state file is one of ${engines.map((name) => `"${name}"`).join(" and ")}, or left out`,
    );
  }
  return new FileState(resolve(path), engine);
}

class FileState implements StateStore {
  readonly #path: string;
  readonly #engine: SqliteEngine | undefined;
  #opening: Promise<Database> | undefined;
  #isClosed = false;

  constructor(path: string, engine: SqliteEngine | undefined) {
    this.#path = path;
    this.#engine = engine;
  }

  acquire(job: string, ttlMs: number, owner?: string): Promise<Lease | undefined> {
    return this.#use(job, (database) =>
      database.transaction(() => {
        const now = Date.now();
        const [row] = database.all("select * from job where name = ?", toBytes(job));
        if (row !== undefined && isLive(row, now)) return undefined;
        const token = Number(row?.["token"] ?? 0) + 1;
        database.run(
          `insert into job (name, token, renewed_at_ms, ttl_ms, owner) values (?, ?, ?, ?, ?)
           on conflict (name) do update set
             token = excluded.token, renewed_at_ms = excluded.renewed_at_ms, ttl_ms = excluded.ttl_ms,
             owner = excluded.owner`,
          ...[toBytes(job), token, now, ttlMs, owner === undefined ? null : toBytes(owner)],
        );
        return { job, token };
      }),
    );
  }

  owner(job: string): Promise<LeaseOwner | undefined> {
    return this.#use(job, (database) => {
      const [row] = database.all("select * from job where name = ?", toBytes(job));
      const now = Date.now();
      if (row === undefined || !isLive(row, now)) return undefined;
      const { owner, renewed_at_ms: renewedAt, ttl_ms: ttlMs } = row;
      const endsInMs = Number(renewedAt) + Number(ttlMs) - now;
      return { name: owner ? toText(owner) : undefined, endsInMs };
    });
  }

  renew({ job, token }: Lease, ttlMs: number): Promise<boolean> {
    const update =
      "update job set renewed_at_ms = ?, ttl_ms = ? where name = ? and token = ? and ttl_ms > 0";
    return this.#use(
      job,
      (database) => database.run(update, Date.now(), ttlMs, toBytes(job), token) > 0,
    );
  }

  release({ job, token }: Lease): Promise<void> {
    return this.#use(job, (database) => {
      // The row stays: the token of the next lease is greater.
      database.run("update job set ttl_ms = 0 where name = ? and token = ?", toBytes(job), token);
    });
  }

  progress(job: string): Promise<Progress | undefined> {
    return this.#use(job, (database) => {
      const [row] = database.all("select progress from job where name = ?", toBytes(job));
      const text = row?.["progress"];
      return typeof text === "string" ? (JSON.parse(text) as Progress) : undefined;
    });
  }

  commit(lease: Lease, change: StateChange): Promise<void> {
    const { job, token } = lease;
    return this.#use(job, (database) =>
      database.transaction(() => {
        const name = toBytes(job);
        const owned = "select 1 from job where name = ? and token = ? and ttl_ms > 0";
        if (database.all(owned, name, token).length === 0) throw leaseLost(job);
        write(database, name, change);
      }),
    );
  }

  failed(job: string, page: StatePage): Promise<FailedItem[]> {
    return this.#use(job, (database) =>
      pageOf(database, "select key, item from failed", job, page).map(({ key, item }) => ({
        key: toText(key),
        ...JSON.parse(String(item)),
      })),
    );
  }

  records(job: string, page: StatePage): Promise<StateRecord[]> {
    return this.#use(job, (database) =>
      pageOf(database, "select key, value from record", job, page).map(({ key, value }) => ({
        key: toText(key),
        value: JSON.parse(String(value)),
      })),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const opening = this.#opening;
    this.#opening = undefined;
    // A file that could not be opened has nothing to close.
    (await opening?.catch(() => undefined))?.close();
  }

  async #use<T>(job: string, work: (database: Database) => T): Promise<T> {
    if (this.#isClosed) {
      throw new ConfigError(`The state file ${this.#path} is closed: create another fileState`);
    }
    this.#opening ??= this.#open();
    const database = await this.#opening;
    try {
      return work(database);
    } catch (cause) {
      if (!(cause instanceof SqliteError)) throw cause;
      const message = `The state of the job "${job}" in ${this.#path} cannot be read or written: ${cause.message}`;
      throw new JobError(message, { job, reason: "state", cause });
    }
  }

  async #open(): Promise<Database> {
    try {
      return await openStateFile(this.#path, await loadEngine(this.#engine));
    } catch (error) {
      // The next use tries again: the reason may pass.
      this.#opening = undefined;
      throw error;
    }
  }
}

/** The rows of a job behind a key, in the order of their keys. */
function pageOf(
  database: Database,
  select: string,
  job: string,
  { limit, after }: StatePage,
): SqlRow[] {
  // No key is before the empty one, which is a key too.
  const comparison = after === undefined ? "key >= ?" : "key > ?";
  const query = `${select} where job = ? and ${comparison} order by key limit ?`;
  return database.all(query, toBytes(job), toBytes(after ?? ""), limit);
}

function write(database: Database, job: Uint8Array, change: StateChange): void {
  const { progress, failed = [], resolved = [], records = [] } = change;
  if (progress !== undefined) {
    database.run("update job set progress = ? where name = ?", JSON.stringify(progress), job);
  }
  for (const key of resolved) {
    database.run("delete from failed where job = ? and key = ?", job, toBytes(key));
  }
  for (const { key, ...rest } of failed) {
    database.run(
      "insert or replace into failed (job, key, item) values (?, ?, ?)",
      ...[job, toBytes(key), JSON.stringify(rest)],
    );
  }
  for (const { key, value } of records) {
    if (value === undefined) {
      database.run("delete from record where job = ? and key = ?", job, toBytes(key));
    } else {
      database.run(
        "insert or replace into record (job, key, value) values (?, ?, ?)",
        ...[job, toBytes(key), JSON.stringify(value)],
      );
    }
  }
}

/** Whether a lease is in force. One that lies in the future was written before the clock was set back. */
function isLive(row: { readonly [column: string]: unknown }, now: number): boolean {
  return Math.abs(now - Number(row["renewed_at_ms"])) < Number(row["ttl_ms"]);
}
