/** A title without what Intercom may change in it: objects without a key are recognised by their titles. */
export function comparableTitle(title = ""): string {
  return title.normalize("NFC").replace(/\s+/g, " ").trim();
}
