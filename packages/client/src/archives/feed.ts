import type { ReadChunk } from "./read-chunk.ts";

/** What is used of a stream of Node, whose types no declaration of this package has. */
export interface NodeSink {
  write(chunk: Uint8Array): boolean;
  end(): void;
  destroy(error?: unknown): void;
  on(event: "drain" | "close", listener: () => void): void;
  off(event: "drain" | "close", listener: () => void): void;
}

/** Writes chunks to a stream, each when it has room. An error destroys the stream, whose reader throws it. */
export function feed(sink: NodeSink, read: ReadChunk): void {
  writeAll(sink, read).catch((error: unknown) => sink.destroy(error));
}

async function writeAll(sink: NodeSink, read: ReadChunk): Promise<void> {
  for (let chunk = await read(); chunk !== undefined; chunk = await read()) {
    if (!sink.write(chunk)) await hasRoom(sink);
  }
  sink.end();
}

function hasRoom(sink: NodeSink): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      sink.off("drain", end);
      sink.off("close", end);
      resolve();
    };
    sink.on("drain", end);
    sink.on("close", end);
  });
}
