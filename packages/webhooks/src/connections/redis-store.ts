import { ConfigError } from "@interkit/core";
import { checkNames } from "../options/option-names.ts";
import { type Commands, commandsOf } from "../redis/commands.ts";
import type { ConnectionRecord, ConnectionStore } from "./record.ts";

/** Options of `createRedisConnectionStore`. */
export interface RedisConnectionStoreOptions {
  /** A client of `ioredis` or `redis`. It stays yours: connecting and closing it is, too. */
  readonly client: object;
  /** The key of the hash with the records; `interkit:connections` by default. Two apps need two. */
  readonly key?: string | undefined;
}

/** Writes a field of a hash if its revision is the expected one, or if it is missing and none is expected. */
const put = `
local current = redis.call("HGET", KEYS[1], ARGV[1])
local revision = current and tostring(cjson.decode(current).revision) or ""
if revision ~= ARGV[2] then return 0 end
redis.call("HSET", KEYS[1], ARGV[1], ARGV[3])
return 1`;

/**
 * Creates a store of connections in Redis, which servers share. They are kept in one hash, without an
 * expiry; a Redis that evicts keys would lose them.
 *
 * @throws {ConfigError} for a client of neither `ioredis` nor `redis`, and for wrong options.
 *
 * @example
 * ```ts
 * import { createConnections } from "@interkit/webhooks/connections";
 * import { createRedisConnectionStore } from "@interkit/webhooks/connections/redis";
 * import { Redis } from "ioredis";
 *
 * const store = createRedisConnectionStore({ client: new Redis() });
 * const connections = createConnections({ store });
 * console.log((await connections.of("abc12345"))?.state);
 * ```
 */
export function createRedisConnectionStore(options: RedisConnectionStoreOptions): ConnectionStore {
  checkNames("createRedisConnectionStore", options, ["client", "key"]);
  const { client, key = "interkit:connections" } = options;
  if (typeof key !== "string" || key === "") {
    throw new ConfigError('"key" of the store must be a text that is not empty');
  }
  const commands = commandsOf(client);
  return {
    get: async (workspaceId) => {
      const text = await commands("HGET", key, workspaceId);
      return text === null || text === undefined ? undefined : recordOf(text);
    },
    put: async (record, replaced) => {
      const revision = replaced === undefined ? "" : String(replaced);
      const args = [record.workspaceId, revision, JSON.stringify(record)];
      return Number(await commands("EVAL", put, "1", key, ...args)) === 1;
    },
    delete: async (workspaceId) => {
      await commands("HDEL", key, workspaceId);
    },
    list: () => scan(commands, key),
  };
}

async function* scan(commands: Commands, key: string): AsyncGenerator<ConnectionRecord> {
  // A scan may give a field twice.
  const seen = new Set<string>();
  let cursor = "0";
  do {
    const page = (await commands("HSCAN", key, cursor, "COUNT", "100")) as [unknown, unknown[]];
    cursor = String(page[0]);
    for (let index = 0; index < page[1].length; index += 2) {
      const workspaceId = String(page[1][index]);
      if (seen.has(workspaceId)) continue;
      seen.add(workspaceId);
      yield recordOf(page[1][index + 1]);
    }
  } while (cursor !== "0");
}

function recordOf(text: unknown): ConnectionRecord {
  return JSON.parse(String(text)) as ConnectionRecord;
}
