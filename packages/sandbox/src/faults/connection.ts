/**
 * What `fetch` rejects with when the other side resets the connection. Over HTTP, the door takes it
 * as the order to do so.
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

/** A body that breaks off: after these bytes, reading it fails as it does with `fetch`. */
export function brokenOff(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
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
    // An error takes what is waiting along with it: nothing is made before it is read.
    { highWaterMark: 0 },
  );
}
