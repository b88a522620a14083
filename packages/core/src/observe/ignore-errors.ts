/**
 * Runs a function that must not fail a call, such as a hook, and drops what it throws or rejects with.
 * Returns its result, or `undefined` when it throws.
 */
export function ignoreErrors<T>(run: () => T): T | undefined {
  try {
    const result: T = run();
    // An async function rejects later, which would otherwise be an unhandled rejection.
    if (typeof result === "object" && result !== null) Promise.resolve(result).catch(() => {});
    return result;
  } catch {
    return undefined;
  }
}
