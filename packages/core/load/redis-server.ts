import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** Whether this machine has a Redis server to start. */
export const hasRedis: boolean =
  spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;

/** A Redis server that keeps nothing. */
export interface RedisServer {
  readonly port: number;
  /** Suspends and resumes it: connections stay open, and no request gets a response until then. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Starts a Redis server on a free port of this machine. Another program may take the port first. */
export async function redisServer(): Promise<RedisServer> {
  for (let tries = 1; tries < 5; tries += 1) {
    const server = await serverOn(await freePort()).catch(() => undefined);
    if (server !== undefined) return server;
  }
  return serverOn(await freePort());
}

async function serverOn(port: number): Promise<RedisServer> {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  await ready(server);
  return {
    port,
    freeze: () => server.kill("SIGSTOP"),
    thaw: () => server.kill("SIGCONT"),
    close: () =>
      new Promise((resolve) => {
        if (server.exitCode !== null || server.signalCode !== null) return resolve();
        server.once("exit", () => resolve());
        server.kill("SIGKILL");
      }),
  };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
    server.stdout?.on("data", (text) => {
      if (String(text).includes("Ready to accept connections")) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
