import { Deadline } from "./deadline.ts";
import type {
  ReadableHeaders,
  Transport,
  TransportRequest,
  TransportResponse,
} from "./exchange.ts";

/** Asks for what follows so many bytes, until its signal is aborted; gives nothing where it cannot go on. */
export type Resume = (
  offset: number,
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array> | undefined>;

/**
 * Goes on with a file behind the bytes that came, where its host allows that and the file is still
 * the same one: it is asked for the rest (`Range`) on the condition that its `ETag`, or the time of
 * its last change, is what it was (`If-Range`).
 *
 * Gives nothing where it cannot go on: half a file is never put together with half of another.
 */
export function createResume(
  request: TransportRequest,
  response: TransportResponse,
  transport: Transport,
  timeoutMs: number,
): Resume | undefined {
  const { headers } = response;
  const validator = validatorOf(headers);
  // The bytes that are counted have to be those that the host counts.
  if (validator === undefined || isCompressed(headers) || request.method !== "GET")
    return undefined;
  let left = 0;
  let reached = 0;
  return async (offset, signal) => {
    // Each piece that comes is worth as many attempts again; before the first, there is none.
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

/** What names this very content: a weak tag names others that are as good, and not the same bytes. */
function validatorOf(headers: ReadableHeaders): string | undefined {
  const tag = headers.get("etag");
  if (tag === null) return headers.get("last-modified") ?? undefined;
  return /^"[^"]*"$/.test(tag) ? tag : undefined;
}

function isCompressed(headers: ReadableHeaders): boolean {
  const encoding = headers.get("content-encoding");
  return encoding !== null && encoding.toLowerCase() !== "identity";
}

/** Whether an answer is what follows those bytes of the same file, up to its end. */
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

/** Lets go of an answer that nobody will read, and of the connection that it comes over. */
function discard({ body }: TransportResponse): void {
  if (body instanceof ReadableStream) void body.cancel().catch(() => {});
}
