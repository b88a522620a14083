/**
 * Replaces `fetch` while something runs, as an instrumentation does. The client then sends with it, and
 * not with the connections behind it.
 */
export async function withReplacedFetch<T>(run: () => Promise<T>): Promise<T> {
  const before = globalThis.fetch;
  globalThis.fetch = (...given) => before(...given);
  try {
    return await run();
  } finally {
    globalThis.fetch = before;
  }
}
