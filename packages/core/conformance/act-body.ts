import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { BodyAction } from "./server-action.ts";

/** The content of the files: random bytes, so that a wrong position is detected. */
export function fileOf(bytes: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: bytes }, (_, at) => (at * 31 + (at >> 8)) % 251));
}

/** Plays a step about the form of a body. */
export function actBody(
  action: BodyAction,
  response: ServerResponse,
  range: string | undefined,
): void {
  const type = action.as === "file" ? "application/octet-stream" : "application/json";
  const content = action.as === "file" ? fileOf(200_000) : Buffer.from(contactOf(2_000));
  response.setHeader("content-type", type);
  switch (action.do) {
    case "compressed": {
      const packed = gzipSync(content);
      const sent = { whole: packed.length, half: packed.length / 2, none: 0 }[action.part];
      response.writeHead(action.status ?? 200, { "content-encoding": "gzip" });
      response.end(packed.subarray(0, sent));
      return;
    }
    case "bomb":
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(contactOf(action.bytes)));
      return;
    case "flood":
      flood(response, action.bytes);
      return;
    case "stall":
      response.writeHead(200).write(content.subarray(0, content.length / 2));
      return;
    case "file":
      file(response, content, action, range);
  }
}

const contactOf = (bytes: number) =>
  JSON.stringify({ type: "contact", id: "1", name: "a".repeat(bytes) });

/** Sends data without end, as fast as the client reads it. */
function flood(response: ServerResponse, bytes: number): void {
  let left = bytes;
  const chunk = Buffer.alloc(65_536, "a");
  const send = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return void response.once("drain", send);
    }
    response.end();
  };
  response.writeHead(200);
  send();
}

function file(
  response: ServerResponse,
  content: Buffer,
  { tag, breaksAt, supportsRange }: Extract<BodyAction, { do: "file" }>,
  range: string | undefined,
): void {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  const isPart = supportsRange === true && from > 0;
  const rest = isPart ? content.subarray(from) : content;
  response.writeHead(isPart ? 206 : 200, {
    etag: tag,
    "content-length": rest.length,
    ...(isPart && { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` }),
  });
  // A connection that has carried a whole response may be in use again by the time it is destroyed.
  if (breaksAt === undefined || breaksAt >= rest.length) return void response.end(rest);
  response.write(rest.subarray(0, breaksAt));
  setTimeout(() => response.destroy(), 20).unref();
}
