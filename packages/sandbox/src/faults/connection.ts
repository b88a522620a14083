/**
 * The error that `fetch` rejects with when the server resets the connection. Over HTTP, the server
 * resets the connection when it is thrown.
 */
export class ConnectionReset extends TypeError {
  override readonly name = "TypeError";

  constructor() {
    const cause = Object.assign(new Error("read ECONNRESET"), {
      code: "ECONNRESET",
      syscall: "read",
    });
    super("fetch failed", { cause });
  }
}

/** A body that is cut off: after these bytes, reading it fails as it does with `fetch`. */
export function truncatedBody(
  bytes: Uint8Array<ArrayBuffer>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isSent = bytes.length === 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (!isSent) {
          isSent = true;
          controller.enqueue(bytes);
          return;
        }
        const cause = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
        controller.error(new TypeError("terminated", { cause }));
      },
    },
    // An error discards queued chunks, so nothing is queued before it is read.
    { highWaterMark: 0 },
  );
}
