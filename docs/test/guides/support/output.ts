/** Whether a program printed what its page shows, where `…` stands for any run of characters. */
export function isPrinted(shown: string, printed: string): boolean {
  const parts = shown
    .trimEnd()
    .split("…")
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*?")}$`).test(printed.trimEnd());
}
