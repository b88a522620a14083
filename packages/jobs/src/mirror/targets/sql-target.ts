import { ConfigError } from "@interkit/client";
import { isOlder, type MirrorRecord, type MirrorStream, type MirrorTarget } from "./target.ts";

/** Executes a statement, and returns its rows: an empty list, or none at all, where it has no rows. */
export type SqlQuery = (
  text: string,
  params: (string | number)[],
) => SqlRows | undefined | PromiseLike<SqlRows | undefined>;

type SqlRows = readonly unknown[];

/** Options of `sqlTarget`. */
export interface SqlTargetOptions {
  /** How the database writes parameters: `"?"` as SQLite does, which is the default, or `"$1"` as PostgreSQL does. */
  readonly parameters?: "?" | "$1" | undefined;
  /** What the names of the tables begin with; `"intercom_"` by default. May contain a schema, such as `"crm.intercom_"`. */
  readonly prefix?: string | undefined;
}

/** SQLite accepts at least 999 parameters in a statement. */
const maxRows = 150;

/**
 * Keeps a copy in two tables of a database that has SQLite's or PostgreSQL's `ON CONFLICT`; both are created when
 * they are missing. `intercom_objects` has a row for each object, with the columns `stream`, `id`, `updated_at`
 * (Unix seconds), `read_at` (milliseconds since 1970) and `data`, the object as JSON text. `intercom_aliases` has
 * the columns `stream`, `id` and `target`, for contacts that were merged. Each write is one statement, so that no
 * transaction is needed, and a pool of connections does as well as a single one.
 *
 * @throws {ConfigError} for invalid options.
 *
 * @example
 * ```ts
 * import { sqlTarget } from "@interkit/jobs/sync";
 *
 * declare const pool: { query(text: string, params: unknown[]): Promise<{ rows: object[] }> };
 *
 * const target = sqlTarget(async (text, params) => (await pool.query(text, params)).rows, {
 *   parameters: "$1",
 * });
 * ```
 *
 * @example
 * ```ts
 * import { sqlTarget } from "@interkit/jobs/sync";
 *
 * type Statement = { reader: boolean; all(params: unknown[]): unknown[]; run(params: unknown[]): unknown };
 * declare const db: { prepare(text: string): Statement }; // of the package better-sqlite3
 *
 * const target = sqlTarget((text, params) => {
 *   const statement = db.prepare(text);
 *   return statement.reader ? statement.all(params) : void statement.run(params);
 * });
 * ```
 */
export function sqlTarget(query: SqlQuery, options: SqlTargetOptions = {}): MirrorTarget {
  return new SqlTarget(query, checkOptions(query, options));
}

class SqlTarget implements MirrorTarget {
  readonly #query: SqlQuery;
  readonly #isNumbered: boolean;
  readonly #objects: string;
  readonly #aliases: string;
  #created: Promise<void> | undefined;

  constructor(query: SqlQuery, { parameters, prefix }: Required<SqlTargetOptions>) {
    this.#query = query;
    this.#isNumbered = parameters === "$1";
    this.#objects = `${prefix}objects`;
    this.#aliases = `${prefix}aliases`;
  }

  async put(stream: MirrorStream, records: readonly MirrorRecord[]): Promise<void> {
    const newest = newestOfEach(records);
    const objects = this.#objects;
    for (let start = 0; start < newest.length; start += maxRows) {
      const rows = newest.slice(start, start + maxRows);
      await this.#run(
        `insert into ${objects} (stream, id, updated_at, read_at, data)
         values ${rows.map(() => "(?, ?, ?, ?, ?)").join(", ")}
         on conflict (stream, id) do update set
           updated_at = excluded.updated_at, read_at = excluded.read_at, data = excluded.data
         where (excluded.updated_at, excluded.read_at) >=
           (${own(objects)}.updated_at, ${own(objects)}.read_at)`,
        rows.flatMap(({ id, updatedAt, readAt, data }) => [
          ...[stream, id, updatedAt, readAt, JSON.stringify(data)],
        ]),
      );
    }
  }

  async remove(stream: MirrorStream, ids: readonly string[]): Promise<void> {
    for (const some of inChunks(ids)) {
      const text = `delete from ${this.#objects} where stream = ? and id in (${marks(some)})`;
      await this.#run(text, [stream, ...some]);
    }
  }

  async alias(stream: MirrorStream, from: string, to: string): Promise<void> {
    await this.#run(
      `insert into ${this.#aliases} (stream, id, target) values (?, ?, ?)
       on conflict (stream, id) do update set target = excluded.target`,
      [stream, from, to],
    );
  }

  async get(stream: MirrorStream, ids: readonly string[]): Promise<MirrorRecord[]> {
    const records: MirrorRecord[] = [];
    for (const some of inChunks(ids)) {
      const rows = await this.#run(
        `select id, updated_at, read_at, data from ${this.#objects}
         where stream = ? and id in (${marks(some)})`,
        [stream, ...some],
      );
      records.push(...rows.map((row) => toRecord(row as object)));
    }
    return records;
  }

  async ids(
    stream: MirrorStream,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<string[]> {
    const rows = await this.#run(
      `select id from ${this.#objects}
       where stream = ?${after === undefined ? "" : " and id > ?"} order by id limit ?`,
      [stream, ...(after === undefined ? [] : [after]), limit],
    );
    return rows.map((row) => String((row as { id: unknown }).id));
  }

  async #run(text: string, params: (string | number)[]): Promise<SqlRows> {
    this.#created ??= this.#create();
    try {
      await this.#created;
    } catch (error) {
      // The next call tries again.
      this.#created = undefined;
      throw error;
    }
    return await this.#send(text, params);
  }

  async #create(): Promise<void> {
    await this.#send(
      `create table if not exists ${this.#objects} (
         stream text not null, id text not null, updated_at bigint not null, read_at bigint not null,
         data text not null, primary key (stream, id))`,
      [],
    );
    await this.#send(
      `create table if not exists ${this.#aliases} (
         stream text not null, id text not null, target text not null, primary key (stream, id))`,
      [],
    );
  }

  async #send(text: string, params: (string | number)[]): Promise<SqlRows> {
    let count = 0;
    const numbered = this.#isNumbered ? text.replace(/\?/g, () => `$${++count}`) : text;
    return (await this.#query(numbered.replace(/\s+/g, " "), params)) ?? [];
  }
}

/** A statement must not have two rows for one object. */
function newestOfEach(records: readonly MirrorRecord[]): MirrorRecord[] {
  const newest = new Map<string, MirrorRecord>();
  for (const record of records) {
    const before = newest.get(record.id);
    if (before === undefined || !isOlder(record, before)) newest.set(record.id, record);
  }
  return [...newest.values()];
}

function* inChunks(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += maxRows) yield ids.slice(start, start + maxRows);
}

const marks = (values: readonly unknown[]) => values.map(() => "?").join(", ");

/** The name by which a statement refers to its own table. */
const own = (table: string) => table.slice(table.lastIndexOf(".") + 1);

/** A driver may return large integers as text or bigint, and JSON columns as objects. */
function toRecord(row: object): MirrorRecord {
  const { id, updated_at, read_at, data } = row as Readonly<Record<string, unknown>>;
  return {
    id: String(id),
    updatedAt: Number(updated_at),
    readAt: Number(read_at),
    data: typeof data === "string" ? JSON.parse(data) : data,
  };
}

function checkOptions(query: unknown, options: SqlTargetOptions): Required<SqlTargetOptions> {
  if (typeof query !== "function") {
    throw new ConfigError("sqlTarget takes a function (text, params) that returns rows");
  }
  const { parameters = "?", prefix = "intercom_", ...others } = options;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new ConfigError(`sqlTarget has no "${unknown}"; it has parameters, prefix`);
  }
  if (parameters !== "?" && parameters !== "$1") {
    throw new ConfigError('sqlTarget: "parameters" must be "?" or "$1"');
  }
  // It becomes a part of statements.
  if (typeof prefix !== "string" || !/^([a-z_]\w*\.)?[a-z_]\w*$/i.test(prefix)) {
    throw new ConfigError(
      'sqlTarget: "prefix" must be the start of a name, of letters, digits and _, such as "intercom_"',
    );
  }
  return { parameters, prefix };
}
