/**
 * Ignores the error of an output that its reader closed early, as `head` does. The rest is not printed,
 * and the exit code stays the same.
 */
export function ignoreClosedOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
