import { ConfigError } from "@interkit/core";

/**
 * The bytes of the body of a `Request`.
 *
 * @throws {RangeError} for more than `maxBytes`: the rest is not read.
 * @throws {ConfigError} for a body that was read before.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (request.bodyUsed) throw alreadyRead();
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  const reader = request.body?.getReader();
  const body = new BodyBuffer(maxBytes);
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return body.bytes();
      body.add(value);
    }
  } catch (error) {
    await reader?.cancel().catch(() => undefined);
    throw error;
  }
}

/** Collects the chunks of a body. */
export class BodyBuffer {
  readonly #maxBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @throws {RangeError} for more than the most that is read. */
  add(chunk: Uint8Array): void {
    this.#length += chunk.byteLength;
    if (this.#length > this.#maxBytes) throw tooLarge(this.#maxBytes);
    this.#chunks.push(chunk);
  }

  bytes(): Uint8Array {
    const [first] = this.#chunks;
    if (first !== undefined && this.#chunks.length === 1) return first;
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
    return bytes;
  }
}

/** The error for a body of which nothing is left. */
export function alreadyRead(): ConfigError {
  return new ConfigError(
    "The body of the request was read already: give the request before anything reads it, or its headers and raw body",
  );
}

/** The error for a body of more than the most that is read. */
export function tooLarge(maxBytes: number): RangeError {
  return new RangeError(`A body of more than ${maxBytes} bytes was refused: see "maxBodyBytes"`);
}
