/** Whether `Content-Encoding` is exactly gzip. */
export function isGzip(encoding: string | readonly string[] | null | undefined): boolean {
  return /^\s*(x-)?gzip\s*$/i.test(String(encoding));
}
