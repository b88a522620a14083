import type { RequestHeaders } from "./signed-request.ts";

/** The texts of a header, one for each time that it was sent, whatever its case. */
export function textsOf(headers: RequestHeaders, name: string): string[] {
  if (isHeaders(headers)) {
    const text = headers.get(name);
    return text === null ? [] : [text];
  }
  const lower = name.toLowerCase();
  const texts: string[] = [];
  for (const key of Object.keys(headers)) {
    if (key.length !== name.length || key.toLowerCase() !== lower) continue;
    const value = headers[key];
    if (value !== undefined) texts.push(...[value].flat().map(String));
  }
  return texts;
}

/** All values of a header that is a list with commas, whatever its case. */
export function valuesOf(headers: RequestHeaders, name: string): string[] {
  return textsOf(headers, name).flatMap((text) => text.split(/,\s*/));
}

const isHeaders = (headers: RequestHeaders): headers is Headers =>
  typeof (headers as Headers).get === "function";
