import type { JsonObject } from "./openapi.ts";

/** A part of a response that is already written as JSON. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  parse(): unknown {
    return JSON.parse(this.text) as unknown;
  }
}

/** Writes a projected value as JSON. */
export function writeJson(value: unknown): string {
  return value instanceof JsonText ? value.text : JSON.stringify(value);
}

/** Writes an array of which some items are written already. */
export function writeArray(items: readonly unknown[]): JsonText {
  return new JsonText(`[${items.map((item) => writeJson(item ?? null)).join(",")}]`);
}

/** Writes an object of which some properties are written already. */
export function writeObject(properties: JsonObject): JsonText {
  const written = Object.entries(properties).map(
    ([name, value]) => `${JSON.stringify(name)}:${writeJson(value)}`,
  );
  return new JsonText(`{${written.join(",")}}`);
}
