/** A command line cannot be carried out: one line that names the mistake and the fix. */
export class CodemodError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CodemodError";
  }
}
