import { ConfigError } from "@interkit/client";
import type { Driver } from "./driver.ts";
import { loadLibsql, openLibsql } from "./libsql.ts";
import { loadNodeSqlite, openNodeSqlite } from "./node-sqlite.ts";

/** An engine of SQLite: Node's own, or the package `libsql`. */
export type SqliteEngine = "node:sqlite" | "libsql";

/** The engines that can be chosen. */
export const engines: readonly SqliteEngine[] = ["node:sqlite", "libsql"];

/**
 * Loads an engine, and returns a function that opens a file with it. Without a choice, it is Node's own where the
 * runtime has it.
 *
 * @throws {ConfigError} when the runtime does not have the engine.
 */
export async function loadEngine(engine?: SqliteEngine): Promise<(path: string) => Driver> {
  const nodeSqlite = engine === "libsql" ? undefined : loadNodeSqlite();
  if (nodeSqlite !== undefined) return (path) => openNodeSqlite(nodeSqlite, path);
  if (engine === "node:sqlite") {
    throw new ConfigError(
      `Node ${process.versions.node} does not have node:sqlite without a flag: leave the engine out, or use Node 22.13 or later`,
    );
  }
  const libsql = await loadLibsql().catch((cause: unknown) => {
    const message =
      "The package libsql cannot be loaded here: install it with its optional dependencies, or use Node 22.13 or later";
    throw new ConfigError(message, { cause });
  });
  return (path) => openLibsql(libsql, path);
}
