import { Redis } from "ioredis";

/** Requests wait for the connection as long as it takes, which workers of BullMQ require. */
const options = { maxRetriesPerRequest: null };

/** A client of its own, also where a client is given, and the copies that BullMQ makes of it. */
export class Connection {
  readonly client: Redis;
  readonly #copies: Redis[] = [];

  constructor(connection: string | object, onError: (error: unknown) => void) {
    this.client = clientOf(connection).on("error", onError);
    const duplicate = this.client.duplicate.bind(this.client);
    this.client.duplicate = (given) => {
      const copy = duplicate(given).on("error", onError);
      this.#copies.push(copy);
      return copy;
    };
  }

  /** Ends all at once, without waiting for responses. */
  close(): void {
    for (const client of [this.client, ...this.#copies]) client.disconnect();
  }
}

function clientOf(connection: string | object): Redis {
  if (typeof connection === "string") return new Redis(connection, options);
  if ("duplicate" in connection) return (connection as Redis).duplicate(options);
  return new Redis({ ...connection, ...options });
}

/** Resolves when there is a connection, however long that takes. */
export async function connected(client: Redis): Promise<void> {
  if (client.status === "ready") return;
  await new Promise<void>((resolve) => client.once("ready", () => resolve()));
}

const silentMs = 10_000;

/** Reports a failure once in ten seconds: each connection has the same one, at each attempt to connect. */
export function reportSometimes(report: (error: unknown) => void): (error: unknown) => void {
  const reported = new Map<string, number>();
  return (error) => {
    const { code, message }: { code?: string; message?: string } = Object(error);
    const kind = code ?? message ?? "";
    const now = performance.now();
    for (const [one, at] of reported) if (now - at > silentMs) reported.delete(one);
    if (reported.has(kind)) return;
    reported.set(kind, now);
    report(error);
  };
}
