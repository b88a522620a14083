import { ConnectionError, InterkitError } from "../errors.ts";
import type { Layer } from "../layer.ts";
import { isRecord } from "../values.ts";

/** Tells "no answer" apart from every other failure: whatever `fetch` throws is a {@link ConnectionError}. */
export const connection: Layer = (next) => async (request) => {
  try {
    return await next(request);
  } catch (cause) {
    if (request.signal.aborted) throw request.signal.reason;
    if (cause instanceof InterkitError) throw cause;
    const code = codeOf(cause);
    const why = code === undefined ? "" : ` (${code})`;
    throw new ConnectionError(`No answer from ${new URL(request.url).origin}${why}`, { cause });
  }
};

/** Node says why in the cause of its error, Bun and Deno in the error itself. */
function codeOf(error: unknown): string | undefined {
  for (const candidate of [error instanceof Error ? error.cause : undefined, error]) {
    const code = isRecord(candidate) ? candidate["code"] : undefined;
    if (typeof code === "string") return code;
  }
  return undefined;
}
