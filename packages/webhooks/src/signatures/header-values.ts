import type { RequestHeaders } from "./signed-request.ts";

/** All values of a header, whatever its case. */
export function valuesOf(headers: RequestHeaders, name: string): string[] {
  if (isHeaders(headers)) return headers.get(name)?.split(/,\s*/) ?? [];
  return Object.entries(headers).flatMap(([key, value]) => {
    if (value === undefined || key.toLowerCase() !== name.toLowerCase()) return [];
    return [value].flat().flatMap((one) => String(one).split(/,\s*/));
  });
}

const isHeaders = (headers: RequestHeaders): headers is Headers =>
  typeof (headers as Headers).get === "function";
