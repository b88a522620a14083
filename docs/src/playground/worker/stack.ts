/** The part of V8's stack frames that is read. */
interface Frame {
  getFileName(): string | undefined;
  getLineNumber(): number | undefined;
}

/**
 * Leaves the lines of the program alone in the stacks of errors, where the browser allows that: those of the
 * packages have no names that could be read.
 */
export function nameProgram(url: string): void {
  Object.assign(Error, {
    prepareStackTrace: (error: Error, frames: readonly Frame[]) => {
      const lines = frames
        .filter((frame) => frame.getFileName() === url)
        .map((frame) => `    at line ${frame.getLineNumber()}`);
      return [String(error), ...lines].join("\n");
    },
  });
}
