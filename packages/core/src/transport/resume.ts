import { Deadline } from "./deadline.ts";
import type {
  ReadableHeaders,
  Transport,
  TransportRequest,
  TransportResponse,
} from "./exchange.ts";

/**
 * Requests the bytes that follow an offset, until its signal is aborted; resolves to `undefined` where
 * the file cannot be resumed.
 */
export type Resume = (
  offset: number,
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array> | undefined>;

/**
 * Resumes a file after the bytes that have arrived, if its host supports that and the file is
 * unchanged: it requests the rest (`Range`) on the condition (`If-Range`) that the `ETag`, or else the
 * time of the last change, is the same.
 *
 * Returns `undefined` where that is impossible: parts of two files are never joined.
 */
export function createResume(
  request: TransportRequest,
  response: TransportResponse,
  transport: Transport,
  timeoutMs: number,
): Resume | undefined {
  const { headers } = response;
  const validator = validatorOf(headers);
  // Compressed bytes would not match the offsets of the host.
  if (validator === undefined || isCompressed(headers) || request.method !== "GET")
    return undefined;
  let left = 0;
  let reached = 0;
  return async (offset, signal) => {
    // After each chunk the file may be resumed as often as a call is retried; before the first, never.
    if (offset > reached) left = request.call.retry.attempts - 1;
    reached = offset;
    if (left <= 0) return undefined;
    left -= 1;
    const { route } = request.call;
    const deadline = new Deadline(route, timeoutMs, signal);
    const call = { ...request.call, deadline, attempt: 0 };
    const rangeHeaders = { range: `bytes=${offset}-`, "if-range": validator };
    try {
      const remainder = await transport({
        ...request,
        call,
        headers: { ...request.headers, ...rangeHeaders },
      });
      if (isRemainder(remainder, offset, response) && remainder.body instanceof ReadableStream)
        return remainder.body;
      discard(remainder);
      return undefined;
    } finally {
      deadline.close();
    }
  };
}

/** Returns a validator that identifies the exact bytes, as a weak tag does not. */
function validatorOf(headers: ReadableHeaders): string | undefined {
  const tag = headers.get("etag");
  if (tag === null) return headers.get("last-modified") ?? undefined;
  return /^"[^"]*"$/.test(tag) ? tag : undefined;
}

function isCompressed(headers: ReadableHeaders): boolean {
  const encoding = headers.get("content-encoding");
  return encoding !== null && encoding.toLowerCase() !== "identity";
}

/** Whether a response holds the rest of the same file, from the offset to its end. */
function isRemainder(
  remainder: TransportResponse,
  offset: number,
  first: TransportResponse,
): boolean {
  const contentRange = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(
    remainder.headers.get("content-range") ?? "",
  );
  if (remainder.status !== 206 || contentRange === null || isCompressed(remainder.headers))
    return false;
  const [from, to, total] = contentRange.slice(1).map(Number) as [number, number, number];
  const whole = first.headers.get("content-length");
  const validator = validatorOf(remainder.headers);
  return (
    from === offset &&
    to === total - 1 &&
    (whole === null || Number(whole) === total) &&
    (validator === undefined || validator === validatorOf(first.headers))
  );
}

/** Cancels a response that is not read, so that its connection is released. */
function discard({ body }: TransportResponse): void {
  if (body instanceof ReadableStream) void body.cancel().catch(() => {});
}
