/**
 * Lets whoever reads the output stop before its end, as `head` does: what is left is not printed,
 * and the program ends with the code that it ends with otherwise.
 */
export function letReaderStop(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
