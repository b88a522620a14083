import { ConfigError } from "../errors/errors.ts";
import { describeType, isPlain, percentEncode } from "../errors/values.ts";
import { apiName } from "../generated/api.ts";

/**
 * Encodes a query in OpenAPI's `form` style, which Intercom reads: arrays repeat their name
 * (`a=1&a=2`) or, if listed in `comma`, are joined; objects are spread (`filter: { user_id }` becomes
 * `user_id=…`). `undefined` and `null` are left out.
 */
export function writeQuery(
  route: string,
  query: Readonly<Record<string, unknown>>,
  comma?: readonly string[],
): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) {
      const texts = value.map((element) => scalar(route, name, element));
      if (texts.length === 0) continue;
      if (comma?.includes(name)) pairs.push(`${encode(route, name, name)}=${texts.join(",")}`);
      else pairs.push(...texts.map((text) => `${encode(route, name, name)}=${text}`));
    } else if (isPlain(value)) {
      const spread = writeQuery(route, value, comma);
      if (spread !== "") pairs.push(spread);
    } else if (value !== undefined && value !== null) {
      pairs.push(`${encode(route, name, name)}=${scalar(route, name, value)}`);
    }
  }
  return pairs.join("&");
}

function scalar(route: string, name: string, value: unknown): string {
  const usable = typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  if (!usable) {
    const hint = value instanceof Date ? `; ${apiName} counts time in Unix seconds` : "";
    throw new ConfigError(
      `${route}: the query parameter "${name}" holds ${describeType(value)}; give text, a number or a boolean${hint}`,
    );
  }
  return encode(route, name, String(value));
}

function encode(route: string, name: string, text: string): string {
  return percentEncode(text, `${route}: the query parameter "${name}"`);
}
