import type { RequestHeaders } from "./signed-request.ts";

/** All values of a header, whatever its case. */
export function valuesOf(headers: RequestHeaders, name: string): string[] {
  if (isHeaders(headers)) return headers.get(name)?.split(/,\s*/) ?? [];
  const lower = name.toLowerCase();
  const values: string[] = [];
  for (const key of Object.keys(headers)) {
    if (key.length !== name.length || key.toLowerCase() !== lower) continue;
    const value = headers[key];
    // A list becomes text with commas.
    if (value !== undefined) values.push(...String(value).split(/,\s*/));
  }
  return values;
}

const isHeaders = (headers: RequestHeaders): headers is Headers =>
  typeof (headers as Headers).get === "function";
