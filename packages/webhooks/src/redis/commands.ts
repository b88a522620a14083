import { ConfigError } from "@interkit/core";

/** Sends a command of Redis, with its arguments as text. */
export type Commands = (command: string, ...args: string[]) => Promise<unknown>;

interface IoredisLike {
  call(command: string, ...args: string[]): Promise<unknown>;
}

interface NodeRedisLike {
  sendCommand(command: string[]): Promise<unknown>;
}

/** @throws {ConfigError} for what is a client of neither `ioredis` nor `redis`. */
export function commandsOf(client: object): Commands {
  if (typeof client !== "object") throw noClient();
  // A client of ioredis has a `sendCommand` as well, which takes something else.
  const { call, sendCommand } = Object(client) as Partial<IoredisLike & NodeRedisLike>;
  if (typeof call === "function") return (...args) => call.apply(client, args);
  if (typeof sendCommand === "function") return (...args) => sendCommand.call(client, args);
  throw noClient();
}

function noClient(): ConfigError {
  return new ConfigError(`"client" of the store must be a client of ioredis or redis`);
}
