/**
 * Does what must not fail a call, such as watching it: what it throws, or rejects with, is dropped.
 * Gives what it gives, or nothing when it throws.
 */
export function ignoreErrors<T>(watch: () => T): T | undefined {
  try {
    const result: T = watch();
    // An async function fails later, where nobody would hear of it but the process.
    if (typeof result === "object" && result !== null) Promise.resolve(result).catch(() => {});
    return result;
  } catch {
    return undefined;
  }
}
