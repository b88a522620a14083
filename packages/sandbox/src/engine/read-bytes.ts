import { apiError } from "./errors.ts";

/**
 * Reads the body of a request; returns `undefined` when it is too long. A body whose
 * `Content-Length` is too long is not read, and reading stops at the limit.
 *
 * @throws {ApiError} 400 when the body breaks off.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get("Content-Length") ?? 0) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      length += part.value.length;
      if (length > maxBytes) {
        void reader?.cancel().catch(() => {});
        return undefined;
      }
      chunks.push(part.value);
    }
  } catch {
    throw apiError(400, "bad_request", "The body broke off");
  }
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return bytes;
}
