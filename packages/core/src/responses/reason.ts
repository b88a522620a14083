import type { ApiErrorDetail } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";

/** The values that a call sent and that its response may repeat. */
export interface SentValues {
  readonly params?: unknown;
  readonly body?: unknown;
}

const maxReasonLength = 240;
/** With more values than this the reason is left out, which repeats nothing either. */
const maxValues = 2_000;

/**
 * Returns the server's explanation of a failure for a message: on one line, of bounded length, and
 * without values that the request sent, email addresses, or what looks like a key. `errors` has all of
 * it.
 */
export function reasonOf(errors: readonly ApiErrorDetail[], sent: SentValues | undefined): string {
  const messages = errors.flatMap(({ message }) => (message === undefined ? [] : [message]));
  const values = valuesOf(sent);
  if (values === undefined) return "";
  // Cut only here at first, so that no value is cut in two before it is searched for.
  const text = oneLine(messages.slice(0, 3).join("; ").slice(0, 10_000));
  const redacted = removeValues(values, text)
    .replace(/[^\s@"'<>(),;]+@[^\s@"'<>(),;]+/g, "…")
    .replace(/\bbearer\s+\S+/gi, "…")
    .replace(/[\w+/=-]{32,}/g, "…");
  return redacted.length > maxReasonLength
    ? `${redacted.slice(0, maxReasonLength).trimEnd()}…`
    : redacted;
}

/** Replaces control characters, line ends of all kinds, and marks of text direction by spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, " ").trim();
}

function removeValues(values: readonly string[], text: string): string {
  const patterns = [...values]
    .sort((a, b) => b.length - a.length)
    // A server may repeat only the beginning of a long value.
    .map((value) =>
      value.length > 40 ? `${escapeRegExp(value.slice(0, 30))}.*` : escapeRegExp(value),
    );
  if (patterns.length === 0) return text;
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join("|")})(?![\\p{L}\\p{N}])`, "giu"),
    "…",
  );
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/**
 * Fields whose values are names of the API, without which a reason means little: `role`, `field` of a
 * filter.
 */
const apiVocabularyFields = /^(type|role|field|operator|state|order|model|message_type)$/;

/** Returns the values of a request as text; `undefined` when there are too many. */
function valuesOf(sent: SentValues | undefined): string[] | undefined {
  const values = new Set<string>();
  const add = (value: unknown, key = ""): boolean => {
    if (typeof value === "string" && !(apiVocabularyFields.test(key) && /^[a-z_.]+$/.test(value))) {
      const line = oneLine(value);
      if (line.length > 2) values.add(line);
    } else if (typeof value === "number" && String(value).length > 3) {
      values.add(String(value));
    } else if (value instanceof FormData) {
      return [...value.values()].every((entry) => add(entry));
    } else if (Array.isArray(value)) {
      return value.every((entry) => add(entry, key));
    } else if (isRecord(value)) {
      return Object.entries(value).every(([name, entry]) => add(entry, name));
    }
    return values.size <= maxValues;
  };
  return add(sent?.params) && add(sent?.body) ? [...values] : undefined;
}
