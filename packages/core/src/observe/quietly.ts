/**
 * Does what must not fail a call, such as watching it: what it throws, or rejects with, is dropped.
 * Gives what it gives, or nothing when it throws.
 */
export function quietly<T>(watch: () => T): T | undefined {
  try {
    const told: T = watch();
    // An async function fails later, where nobody would hear of it but the process.
    if (typeof told === "object" && told !== null) Promise.resolve(told).catch(() => {});
    return told;
  } catch {
    return undefined;
  }
}
