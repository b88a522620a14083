// As in `@interkit/jobs`, which a command that calls one operation does not load.
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The first whole number of a JSON text that would be another one once it is read and written again, such as an id of
 * 64 bits; `undefined` where there is none.
 */
export function inexactNumber(json: string): string | undefined {
  // Fewer digits are always kept.
  if (!/\d{16}/.test(json)) return undefined;
  for (const [token] of json.matchAll(stringOrNumber)) {
    if (/^-?\d{16,}$/.test(token) && String(Number(token)) !== token) return token;
  }
  return undefined;
}
